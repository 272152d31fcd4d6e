/** NGSI-LD requests of the console: one query across all sources, its entity map, and histories. */
import { ask, getJson, readJson } from './http.ts';
import { withShortNames, type Entity, type TemporalEntity } from '../domain/entity.ts';
import { parseWarnings, type Warning } from '../domain/warnings.ts';

const CONTEXT = 'https://twintown.eu/contexts/city.jsonld';
export const CONTEXT_LINK = `<${CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`;

export const API = '/ngsi-ld/v1';
const PAGE = 1000;

/** Entity id to the registrations that gave it; "@none" is the answering node itself (clause 5.2.39). */
export type EntityMap = Record<string, string[]>;

export interface QueryAnswer {
  readonly entities: Entity[];
  readonly warnings: Warning[];
  /** Undefined where the node named none. */
  readonly entityMap: EntityMap | undefined;
}

export function queryPath(type: string, limit = PAGE): string {
  return `${API}/entities?type=${encodeURIComponent(type)}&limit=${limit}`;
}

/** The header names the map's resource, by address or by id (table 6.4.3.2-3). */
export function entityMapPath(header: string): string {
  const id = header.includes('/entityMaps/') ? header.slice(header.lastIndexOf('/entityMaps/') + 12) : header;
  return `${API}/entityMaps/${encodeURIComponent(decodeURIComponent(id))}`;
}

/**
 * All entities of a type from this node and its peers. Pages stay consistent because they share one entity map
 * (clause 5.5.9.3).
 */
export async function queryAll(type: string, signal: AbortSignal): Promise<QueryAnswer> {
  const entities: Entity[] = [];
  const warnings = new Map<string, Warning>();
  let mapHeader: string | null = null;
  for (let offset = 0; ; offset += PAGE) {
    const headers: Record<string, string> = { Accept: 'application/json', Link: CONTEXT_LINK };
    if (mapHeader) headers['NGSILD-EntityMap'] = mapHeader;
    const url = `${queryPath(type)}&offset=${offset}&entityMap=true`;
    const response = await ask(url, { signal, headers });
    mapHeader = response.headers.get('NGSILD-EntityMap') ?? mapHeader;
    for (const warning of parseWarnings(response.headers.get('NGSILD-Warning'))) warnings.set(warning.source + warning.text, warning);
    const page = await readJson<Entity[]>(response);
    entities.push(...page.map(withShortNames));
    const more = /rel="?next"?/.test(response.headers.get('Link') ?? '');
    if (!more || page.length === 0) break;
  }
  return {
    entities,
    warnings: [...warnings.values()],
    entityMap: mapHeader ? await entityMap(mapHeader, signal) : undefined,
  };
}

/** Without the map the entities are still worth showing, so a failure here is only "not known". */
async function entityMap(header: string, signal: AbortSignal): Promise<EntityMap | undefined> {
  try {
    return (await getJson<{ entityMap: EntityMap }>(entityMapPath(header), signal)).entityMap;
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

export interface Registration {
  readonly id: string;
  readonly endpoint: string;
  readonly registrationName?: string;
}

export const registration = (id: string, signal: AbortSignal) =>
  getJson<Registration>(`${API}/csourceRegistrations/${encodeURIComponent(id)}`, signal);

export function temporalPath(id: string, attributes: readonly string[], from: Date): string {
  const query = new URLSearchParams({
    attrs: attributes.join(','),
    timerel: 'after',
    timeAt: from.toISOString().replace(/\.\d+Z$/, 'Z'),
    options: 'temporalValues',
  });
  return `${API}/temporal/entities/${encodeURIComponent(id)}?${query.toString().replaceAll('%2C', ',')}`;
}

/**
 * The history of one entity, from a node at `base` ("" = this one). A long history comes in parts (206 with
 * Content-Range, clause 6.3.10); the next part is asked from where the last one ended.
 */
export async function history(
  base: string,
  id: string,
  attributes: readonly string[],
  from: Date,
  signal: AbortSignal,
): Promise<TemporalEntity[]> {
  const parts: TemporalEntity[] = [];
  let start = from;
  for (let round = 0; round < 50; round++) {
    const url = base.replace(/\/$/, '') + temporalPath(id, attributes, start);
    const response = await ask(url, { signal, headers: { Accept: 'application/json', Link: CONTEXT_LINK } });
    parts.push(await readJson<TemporalEntity>(response));
    const end = response.status === 206 ? rangeEnd(response.headers.get('Content-Range')) : undefined;
    if (!end || end <= start) break;
    start = end;
  }
  return parts;
}

/** The end of `DateTime 2026-11-20T10:00:00Z-2026-11-21T10:00:00Z/*`. */
export function rangeEnd(header: string | null): Date | undefined {
  const match = /Z-(\d{4}-\d\d-\d\dT[\d:.]+Z)/i.exec(header ?? '');
  return match?.[1] ? new Date(match[1]) : undefined;
}
