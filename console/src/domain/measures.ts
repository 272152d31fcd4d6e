/** What of an entity is worth a colour on the map: its measures, and the levels that a value falls into. */
import { numberOf, observedAt, unitOf, shortType, type Entity } from './entity.ts';

/** 0 = not known, 1 = low … 4 = highest. Shown by colour, by how much of the ring is filled, and in words. */
export type Level = 0 | 1 | 2 | 3 | 4;

export interface Measure {
  readonly id: 'occupancy' | 'intensity' | 'no2' | 'pm10' | 'pm25' | 'o3';
  /** Upper bounds of levels 1, 2 and 3; above is level 4. */
  readonly bounds: readonly [number, number, number];
  /** A share of 0..1 is shown in per cent. */
  readonly share: boolean;
  readonly unitCode?: string;
  /** Which word list names the levels. */
  readonly words: 'occupancy' | 'amount';
  read(entity: Entity): number | undefined;
  observed(entity: Entity): string | undefined;
}

function plain(
  id: Exclude<Measure['id'], 'occupancy'>,
  bounds: readonly [number, number, number],
  unitCode?: string,
): Measure {
  return {
    id,
    bounds,
    share: false,
    ...(unitCode ? { unitCode } : {}),
    words: 'amount',
    read: (entity) => numberOf(entity, id),
    observed: (entity) => observedAt(entity, id),
  };
}

/** Share of places taken; from free and total places, else the source's own figure. */
export function occupancyOf(entity: Entity): number | undefined {
  const total = numberOf(entity, 'totalSpotNumber');
  const free = numberOf(entity, 'availableSpotNumber');
  if (total !== undefined && free !== undefined && total > 0) return Math.min(1, Math.max(0, 1 - free / total));
  return numberOf(entity, 'occupancy');
}

const occupancy: Measure = {
  id: 'occupancy',
  bounds: [0.5, 0.8, 0.95],
  share: true,
  words: 'occupancy',
  read: occupancyOf,
  observed: (entity) => observedAt(entity, 'availableSpotNumber') ?? observedAt(entity, 'occupancy'),
};

/**
 * Air: the upper bounds of "good", "fair" and "moderate" that the EEA's viewer of the European Air Quality Index shows
 * (discomap.eea.europa.eu/map/AQI/Viewer), in µg/m³. The legend always shows the bounds themselves.
 * Bicycles: bounds of our own for a count per 15 minutes at one counting point.
 */
const BY_TYPE: Record<string, readonly Measure[]> = {
  OffStreetParking: [occupancy],
  OnStreetParking: [occupancy],
  TrafficFlowObserved: [plain('intensity', [20, 60, 120])],
  AirQualityObserved: [
    plain('no2', [40, 100, 200], 'GQ'),
    plain('pm10', [20, 35, 50], 'GQ'),
    plain('pm25', [10, 20, 25], 'GQ'),
    plain('o3', [80, 120, 180], 'GQ'),
  ],
};

/** Types that the console knows how to colour; others are shown without a level. */
export const KNOWN_TYPES = ['OffStreetParking', 'TrafficFlowObserved', 'AirQualityObserved'] as const;

export const measuresOf = (type: string | string[]): readonly Measure[] => BY_TYPE[shortType(type)] ?? [];

export function levelOf(measure: Measure, value: number | undefined): Level {
  if (value === undefined) return 0;
  const above = measure.bounds.filter((bound) => value > bound).length;
  return (above + 1) as Level;
}

/** How much of the marker's ring is filled, 0..1: the share itself, or a quarter per level. */
export function fillOf(measure: Measure, value: number | undefined): number {
  if (value === undefined) return 0;
  return measure.share ? value : levelOf(measure, value) / 4;
}

export const unitCodeOf = (measure: Measure, entity: Entity): string | undefined =>
  unitOf(entity, measure.id) ?? measure.unitCode;
