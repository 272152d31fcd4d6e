import type { Geometry, Position } from 'geojson';
import { geometryOf } from '../../domain/entity.ts';
import type { CrossBorderAnswer } from '../../domain/crossborder.ts';

export type Bounds = readonly [west: number, south: number, east: number, north: number];

export interface City {
  readonly name: string;
  readonly bounds: Bounds;
}

function positions(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positions);
  const flatten = (value: unknown): Position[] =>
    Array.isArray(value) && typeof value[0] === 'number' ? [value as Position] : (value as unknown[]).flatMap(flatten);
  return flatten(geometry.coordinates);
}

/** The smallest box around all geometries, [west, south, east, north]. */
export function boundsOf(geometries: readonly Geometry[]): Bounds | undefined {
  const all = geometries.flatMap(positions);
  if (all.length === 0) return undefined;
  const lon = all.map((position) => position[0] ?? 0);
  const lat = all.map((position) => position[1] ?? 0);
  const [west, east] = [Math.min(...lon), Math.max(...lon)];
  const [south, north] = [Math.min(...lat), Math.max(...lat)];
  return [west, south, east, north];
}

/** One entry per source of the answer, and this node's own place even where it gave nothing. */
export function citiesOf({ items, node }: CrossBorderAnswer): City[] {
  const byName = new Map<string, Geometry[]>();
  for (const { entity, origins } of items) {
    const geometry = geometryOf(entity);
    for (const origin of geometry ? origins : []) {
      byName.set(origin.name, [...(byName.get(origin.name) ?? []), geometry as Geometry]);
    }
  }
  const cities = [...byName].flatMap(([name, geometries]): City[] => {
    const bounds = boundsOf(geometries);
    return bounds ? [{ name, bounds }] : [];
  });
  const [lon, lat] = node.center ?? [];
  if (!byName.has(node.title) && lon !== undefined && lat !== undefined) {
    cities.unshift({ name: node.title, bounds: [lon - 0.05, lat - 0.03, lon + 0.05, lat + 0.03] });
  }
  return cities;
}
