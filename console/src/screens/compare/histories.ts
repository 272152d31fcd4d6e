/** The histories of two car parks, each asked where it can be had. */
import { ApiError } from '../../api/http.ts';
import { history } from '../../api/ngsi.ts';
import { numberOf } from '../../domain/entity.ts';
import type { PlacedEntity } from '../../domain/crossborder.ts';
import { occupancySeries, type Point } from '../../domain/series.ts';

const ATTRIBUTES = ['availableSpotNumber', 'totalSpotNumber'];

export interface Track {
  readonly item: PlacedEntity;
  readonly points: readonly Point[];
  /** Whether the other city's node was asked without our own in between. */
  readonly direct: boolean;
}

/**
 * This node is asked first: it may know the peer's histories too. Where it does not (404, 501, or an empty answer for a
 * remote entity), the node that holds the entity is asked at its public address.
 */
export async function track(item: PlacedEntity, from: Date, signal: AbortSignal): Promise<Track> {
  const total = numberOf(item.entity, 'totalSpotNumber');
  const ask = async (base: string): Promise<Point[]> =>
    occupancySeries(await history(base, item.entity.id, ATTRIBUTES, from, signal), total);
  const remote = item.origins.find((origin) => !origin.local && origin.url);
  let points: Point[] = [];
  try {
    points = await ask('');
  } catch (error) {
    const unknownHere = error instanceof ApiError && [404, 501].includes(error.problem.status);
    if (!unknownHere) throw error;
    if (!remote) return { item, points, direct: false };
  }
  if (points.length > 0 || !remote) return { item, points, direct: false };
  return { item, points: await ask(remote.url), direct: true };
}
