/** The answer of one query across the border, ready to be shown: entities with their origin, and who did not answer. */
import { node as askNode, peers as askPeers, type NodeInfo, type Peer } from '../api/node.ts';
import { queryAll, registration, type EntityMap, type Registration } from '../api/ngsi.ts';
import { localOrigin, originsOf, registrationsIn, remoteOrigin, type Origin } from './origin.ts';
import type { Entity } from './entity.ts';
import type { Warning } from './warnings.ts';

export interface PlacedEntity {
  readonly entity: Entity;
  readonly origins: readonly Origin[];
}

export interface CrossBorderAnswer {
  readonly node: NodeInfo;
  readonly peers: readonly Peer[];
  readonly items: readonly PlacedEntity[];
  readonly warnings: readonly Warning[];
  /** Whether the node told which source gave what. */
  readonly originsKnown: boolean;
}

async function originsBehind(
  map: EntityMap,
  node: NodeInfo,
  peers: readonly Peer[],
  signal: AbortSignal,
): Promise<Map<string, Origin>> {
  const known = new Map<string, Origin>([['@none', localOrigin(node)]]);
  await Promise.all(
    registrationsIn(map).map(async (key) => {
      let found: Registration | undefined;
      try {
        found = await registration(key, signal);
      } catch (error) {
        if (signal.aborted) throw error; // Otherwise the id alone must do as a name.
      }
      known.set(key, remoteOrigin(key, peers, found));
    }),
  );
  return known;
}

export async function queryAcrossBorder(type: string, signal: AbortSignal): Promise<CrossBorderAnswer> {
  // Peers only give names to sources: without them the answer is still worth showing.
  const named = askPeers(signal).catch((): Peer[] => []);
  const [node, peers, answer] = await Promise.all([askNode(signal), named, queryAll(type, signal)]);
  const map = answer.entityMap;
  const known = map ? await originsBehind(map, node, peers, signal) : new Map<string, Origin>();
  const items = answer.entities.map((entity) => ({ entity, origins: originsOf(entity.id, map, known) }));
  return { node, peers, items, warnings: answer.warnings, originsKnown: map !== undefined };
}
