/** Reading the node's DCAT-AP catalogue, whatever way its JSON-LD is laid out (nested or as a graph). */
import { getJson } from './http.ts';

export interface Distribution {
  readonly url: string;
  readonly format: string;
}

export interface Dataset {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly publisher: string;
  readonly licenceUrl: string;
  readonly licenceTitle: string;
  readonly rights: string;
  readonly modified: string;
  readonly distributions: readonly Distribution[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const local = (name: string): string => name.split(/[:/#]/).at(-1) ?? name;

/** A member by its local name, under any prefix or as a full IRI. */
function member(node: Json, ...names: string[]): unknown {
  for (const name of names) {
    const key = Object.keys(node).find((one) => !one.startsWith('@') && local(one) === name);
    if (key) return node[key];
  }
  return undefined;
}

const idOf = (node: Json): string => String(node['@id'] ?? node['id'] ?? '');
const types = (node: Json): string[] => list(node['@type'] ?? node['type']).map((one) => local(String(one)));

/** Every node of the document by its id; parts that stand in several places are put together. */
function index(value: unknown, found: Map<string, Json>, all: Json[]): void {
  if (Array.isArray(value)) for (const one of value) index(one, found, all);
  if (!isObject(value)) return;
  const id = idOf(value);
  const isReference = Object.keys(value).length === 1;
  if (!isReference) {
    const known = id ? found.get(id) : undefined;
    if (known) Object.assign(known, value);
    else {
      if (id) found.set(id, value);
      all.push(value);
    }
  }
  for (const [key, part] of Object.entries(value)) if (key !== '@context') index(part, found, all);
}

/** Text in the wanted language, else English, else whatever is there. */
export function text(value: unknown, language: string): string {
  const candidates = list(value).flatMap((one): [string, string][] => {
    if (typeof one === 'string' || typeof one === 'number') return [['', String(one)]];
    if (!isObject(one)) return [];
    if ('@value' in one) return [[String(one['@language'] ?? ''), String(one['@value'])]];
    if ('@id' in one) return [['', String(one['@id'])]];
    return Object.entries(one).flatMap(([tag, said]): [string, string][] =>
      list(said).map((each): [string, string] => [tag, String(each)]),
    );
  });
  for (const wanted of [language, 'en', '']) {
    const hit = candidates.find(([tag]) => tag === wanted);
    if (hit) return hit[1];
  }
  return candidates[0]?.[1] ?? '';
}

/** The datasets of a catalogue document. */
export function readDatasets(document: unknown, language: string): Dataset[] {
  const byId = new Map<string, Json>();
  const all: Json[] = [];
  index(document, byId, all);
  const resolve = (value: unknown): Json | undefined => {
    const first = list(value)[0];
    const id = isObject(first) ? idOf(first) : String(first ?? '');
    return byId.get(id) ?? (isObject(first) ? first : undefined);
  };
  const distribution = (value: unknown): Distribution => {
    const node = resolve(value) ?? {};
    const format = text(member(node, 'mediaType', 'format'), language);
    return { url: text(member(node, 'accessURL', 'downloadURL'), language), format: format.split('/').slice(-2).join('/') };
  };
  return all
    .filter((node) => types(node).includes('Dataset'))
    .map((node) => {
      const distributions = list(member(node, 'distribution'));
      const licenceOwner = [node, ...distributions.map((one) => resolve(one) ?? {})].find((one) => member(one, 'license'));
      const licence = licenceOwner ? member(licenceOwner, 'license') : undefined;
      const licenceNode = resolve(licence);
      const rights = [node, ...distributions.map((one) => resolve(one) ?? {})].map((one) => member(one, 'rights'));
      const rightsValue = rights.find((one) => one !== undefined);
      const rightsNode = resolve(rightsValue);
      return {
        id: idOf(node),
        title: text(member(node, 'title'), language) || idOf(node),
        description: text(member(node, 'description'), language),
        publisher: text(member(resolve(member(node, 'publisher')) ?? {}, 'name'), language),
        licenceUrl: licenceNode ? idOf(licenceNode) : text(licence, language),
        licenceTitle: licenceNode ? text(member(licenceNode, 'title', 'label', 'prefLabel'), language) : '',
        rights: rightsNode ? text(member(rightsNode, 'label', 'title'), language) : text(rightsValue, language),
        modified: text(member(node, 'modified'), language),
        distributions: distributions.map(distribution).filter((one) => one.url),
      };
    });
}

export async function catalogue(language: string, signal: AbortSignal): Promise<Dataset[]> {
  return readDatasets(await getJson('/catalogue', signal, 'application/ld+json'), language);
}
