/** Which source gave which entity: the entity map's registrations, turned into names of cities. */
import type { EntityMap, Registration } from '../api/ngsi.ts';
import type { NodeInfo, Peer } from '../api/node.ts';

export interface Origin {
  /** "@none" for this node, a registration id for another. */
  readonly key: string;
  readonly name: string;
  readonly country: string;
  /** Base address to ask the source itself; "" for this node. */
  readonly url: string;
  readonly local: boolean;
}

const trimmed = (url: string): string => url.replace(/\/+$/, '').replace(/\/ngsi-ld\/v1$/, '');

export const localOrigin = (node: NodeInfo): Origin => ({
  key: '@none',
  name: node.title || node.name,
  country: node.country,
  url: '',
  local: true,
});

/** A registration is a peer's when ids or addresses agree; else it is shown by its own name or host. */
export function remoteOrigin(key: string, peers: readonly Peer[], registration: Registration | undefined): Origin {
  const endpoint = registration ? trimmed(registration.endpoint) : '';
  const peer = peers.find((one) => one.id === key || (endpoint !== '' && trimmed(one.url) === endpoint));
  if (peer) return { key, name: peer.name, country: peer.country ?? '', url: trimmed(peer.url), local: false };
  return { key, name: registration?.registrationName ?? (endpoint || key), country: '', url: endpoint, local: false };
}

/** All registrations that a map names, each once. */
export function registrationsIn(map: EntityMap): string[] {
  return [...new Set(Object.values(map).flat())].filter((key) => key !== '@none');
}

/** The origins of one entity; several when more than one source holds parts of it. */
export function originsOf(id: string, map: EntityMap | undefined, known: ReadonlyMap<string, Origin>): Origin[] {
  return (map?.[id] ?? []).map((key) => known.get(key)).filter((origin) => origin !== undefined);
}
