/** Reading normalised NGSI-LD entities, tolerantly: a missing or odd attribute is "not known", never an error. */
import type { Geometry } from 'geojson';

export interface Entity {
  readonly id: string;
  readonly type: string | string[];
  readonly [attribute: string]: unknown;
}

/** Histories in the form options=temporalValues: pairs of value and time. */
export interface TemporalEntity {
  readonly id: string;
  readonly [attribute: string]: unknown;
}

interface Instance {
  readonly type?: string;
  readonly value?: unknown;
  readonly object?: unknown;
  readonly json?: unknown;
  readonly vocab?: unknown;
  readonly languageMap?: Record<string, unknown>;
  readonly observedAt?: string;
  readonly unitCode?: string;
}

/** The default instance of an attribute, or the first where all have a datasetId. */
function instance(entity: Entity, name: string): Instance | undefined {
  const attribute = entity[name];
  const list = Array.isArray(attribute) ? attribute : [attribute];
  const objects = list.filter((one): one is Instance & { datasetId?: string } => typeof one === 'object' && one !== null);
  return objects.find((one) => !one.datasetId) ?? objects[0];
}

export function numberOf(entity: Entity, name: string): number | undefined {
  const value = instance(entity, name)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Text of a Property, a LanguageProperty (in the wanted language if there) or a Relationship. */
export function textOf(entity: Entity, name: string, language: string): string | undefined {
  const found = instance(entity, name);
  if (!found) return undefined;
  if (found.languageMap) {
    const value = found.languageMap[language] ?? found.languageMap['en'] ?? Object.values(found.languageMap)[0];
    return typeof value === 'string' ? value : undefined;
  }
  const value = found.value ?? found.object ?? found.vocab ?? found.json;
  if (Array.isArray(value)) return value.map(String).join(', ') || undefined;
  if (typeof value === 'object' && value !== null) {
    const dated = (value as Record<string, unknown>)['@value'];
    return dated === undefined ? JSON.stringify(value) : String(dated);
  }
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** The content of a JsonProperty. */
export const jsonOf = (entity: Entity, name: string): unknown => instance(entity, name)?.json;

export const observedAt = (entity: Entity, name: string): string | undefined => instance(entity, name)?.observedAt;
export const unitOf = (entity: Entity, name: string): string | undefined => instance(entity, name)?.unitCode;

export function geometryOf(entity: Entity): Geometry | undefined {
  const value = instance(entity, 'location')?.value as Geometry | undefined;
  return value && typeof value === 'object' && 'type' in value && 'coordinates' in value ? value : undefined;
}

/** How far off, in metres, the position may be; undefined where it is not said to be approximate. */
export function positionPrecision(entity: Entity): number | undefined {
  const precision = (instance(entity, 'location') as Record<string, unknown> | undefined)?.['locationPrecision'];
  const value = (precision as Instance | undefined)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** A name to show: the name, else what follows the last colon of the id. */
export function nameOf(entity: Entity, language: string): string {
  return textOf(entity, 'name', language) ?? entity.id.split(':').at(-1) ?? entity.id;
}

/**
 * The entity with attribute names that stayed long (an IRI, or with a prefix) cut to their last part: a peer may use terms
 * that the context of the request does not know. Where two would collide the long name stays.
 */
export function withShortNames(entity: Entity): Entity {
  const short: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entity)) {
    const last = name.split(/[/#:]/).at(-1) || name;
    short[last in entity || last in short ? name : last] = value;
  }
  return short as Entity;
}

/** A type as people say it: the last part of its name or IRI. */
export function shortType(type: string | string[]): string {
  const first = Array.isArray(type) ? (type[0] ?? '') : type;
  return first.split(/[/#:]/).at(-1) ?? first;
}

const HANDLED = new Set(['id', 'type', '@context', 'scope', 'location', 'name', 'provenance']);

/** All attribute names but those that have a place of their own. */
export const attributeNames = (entity: Entity): string[] => Object.keys(entity).filter((name) => !HANDLED.has(name));
