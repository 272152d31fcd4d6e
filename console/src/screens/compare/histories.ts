/** The histories of two car parks, each asked where it can be had. */
import { ApiError, isAbort, toProblem, type Problem } from '../../api/http.ts';
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
  /** Why there is no history, where it could not be had; the other line is worth showing all the same. */
  readonly failure?: Problem;
}

/** What this node knows; nothing where it does not know the entity (404) or keeps no such histories (501). */
async function fromHere(ask: (base: string) => Promise<Point[]>): Promise<Point[]> {
  try {
    return await ask('');
  } catch (error) {
    if (error instanceof ApiError && [404, 501].includes(error.problem.status)) return [];
    throw error;
  }
}

/**
 * This node is asked first: it may know the peer's histories too. Where it does not, the node that holds the entity is
 * asked at its public address.
 */
export async function track(item: PlacedEntity, from: Date, signal: AbortSignal): Promise<Track> {
  const total = numberOf(item.entity, 'totalSpotNumber');
  const ask = async (base: string): Promise<Point[]> =>
    occupancySeries(await history(base, item.entity.id, ATTRIBUTES, from, signal), total);
  const remote = item.origins.find((origin) => !origin.local && origin.url);
  const isLocal = item.origins.some((origin) => origin.local);
  let direct = false;
  try {
    const points = await fromHere(ask);
    if (points.length > 0 || isLocal || !remote) return { item, points, direct };
    direct = true;
    return { item, points: await ask(remote.url), direct };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { item, points: [], direct, failure: toProblem(error) };
  }
}
