import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import type { PlacedEntity } from '../../domain/crossborder.ts';
import { geometryOf } from '../../domain/entity.ts';
import { fillOf, levelOf, type Measure } from '../../domain/measures.ts';
import { boundsOf, type City } from './cities.ts';
import { markerName } from './markers.ts';

interface MarkerProperties {
  readonly id: string;
  readonly image: string;
}

/** The number inside the marker: per cent for shares, whole numbers else. */
function shortValue(measure: Measure | undefined, value: number | undefined): string {
  if (!measure) return '•';
  if (value === undefined) return '?';
  return String(Math.round(measure.share ? value * 100 : value));
}

function middle(geometry: Geometry): Point | undefined {
  if (geometry.type === 'Point') return geometry;
  const bounds = boundsOf([geometry]);
  return bounds && { type: 'Point', coordinates: [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2] };
}

/** One point per entity that has a place; larger geometries are marked in their middle. */
export function markerFeatures(
  items: readonly PlacedEntity[],
  measure: Measure | undefined,
): FeatureCollection<Point, MarkerProperties> {
  const features = items.flatMap(({ entity }): Feature<Point, MarkerProperties>[] => {
    const geometry = geometryOf(entity);
    const point = geometry && middle(geometry);
    if (!point) return [];
    const value = measure?.read(entity);
    const fill = measure ? Math.round(fillOf(measure, value) * 20) : 20;
    const level = measure ? levelOf(measure, value) : 1;
    const image = markerName({ level, fill, text: shortValue(measure, value) });
    return [{ type: 'Feature', geometry: point, properties: { id: entity.id, image } }];
  });
  return { type: 'FeatureCollection', features };
}

/** The shapes of entities that are areas or lines. */
export function shapeFeatures(items: readonly PlacedEntity[]): FeatureCollection {
  const features = items.flatMap(({ entity }): Feature[] => {
    const geometry = geometryOf(entity);
    return geometry && geometry.type !== 'Point' ? [{ type: 'Feature', geometry, properties: { id: entity.id } }] : [];
  });
  return { type: 'FeatureCollection', features };
}

/** One label per area, in its middle: labels of areas themselves would repeat in each tile. */
export function areaNames(areas: FeatureCollection): FeatureCollection<Point> {
  const features = areas.features.flatMap(({ geometry, properties }): Feature<Point>[] => {
    const point = middle(geometry);
    return point ? [{ type: 'Feature', geometry: point, properties }] : [];
  });
  return { type: 'FeatureCollection', features };
}

export function cityFeatures(cities: readonly City[]): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: cities.map(({ name, bounds: [west, south, east, north] }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [(west + east) / 2, (south + north) / 2] },
      properties: { name },
    })),
  };
}
