/** Where an entity's data come from and under which licences, as the entity itself says. */
import type { Licence } from '../api/node.ts';
import { jsonOf, textOf, type Entity } from './entity.ts';

/** One source of an entity: an entry of its attribute "provenance". */
export interface Provenance {
  readonly title: string;
  readonly url: string;
  readonly provider: string;
  readonly attribution: string;
  readonly licence: Licence;
  /** Attributes that this source wrote. */
  readonly attributes: readonly string[];
}

/** Licences by the address that their publishers gave them. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/govdata\.de\/dl-de\/by-2-0/, 'dl-de/by-2-0'],
  [/creativecommons\.org\/licenses\/by\/4\.0/, 'CC BY 4.0'],
  [/creativecommons\.org\/publicdomain\/zero\/1\.0/, 'CC0 1.0'],
];

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

function provenance(entry: unknown): Provenance[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const said = entry as Record<string, unknown>;
  const url = word(said['licenceUrl']);
  return [
    {
      title: word(said['title']) || word(said['source']),
      url: word(said['url']),
      provider: word(said['provider']),
      attribution: word(said['attribution']),
      licence: { title: word(said['licence']) || url, url, confirmed: said['licenceConfirmed'] === true },
      attributes: Array.isArray(said['attributes']) ? said['attributes'].map(word) : [],
    },
  ];
}

/** All sources that an entity names; none for entities that do not come through a source. */
export function provenanceOf(entity: Entity): Provenance[] {
  const list = jsonOf(entity, 'provenance');
  return (Array.isArray(list) ? list : [list]).flatMap(provenance);
}

/** A licence stated in an attribute of its own: an address or words; whether it is confirmed it may say in words only. */
function stated(entity: Entity, language: string): Licence[] {
  const text = textOf(entity, 'license', language);
  if (!text) return [];
  const url = /https?:\/\/[^\s),]+/.exec(text)?.[0] ?? null;
  const known = url ? NAMES.find(([pattern]) => pattern.test(url))?.[1] : undefined;
  const words = text.replace(/https?:\/\/[^\s),]+/g, '').replace(/[\s,;(]*licence unconfirmed[\s)]*/i, '').trim();
  return [{ title: words || known || url || text, url, confirmed: !/unconfirmed/i.test(text) }];
}

/** The licences of an entity, each once. */
export function licencesOf(entity: Entity, language: string): Licence[] {
  const named = provenanceOf(entity).map(({ licence }) => licence).filter(({ title }) => title);
  const all = named.length > 0 ? named : stated(entity, language);
  return all.filter((one, place) => all.findIndex((other) => other.title === one.title && other.confirmed === one.confirmed) === place);
}
