import type { Licence } from '../api/node.ts';
import { textOf, type Entity } from './entity.ts';

/** Licences by the address that their publishers gave them. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/govdata\.de\/dl-de\/by-2-0/, 'dl-de/by-2-0'],
  [/creativecommons\.org\/licenses\/by\/4\.0/, 'CC BY 4.0'],
  [/creativecommons\.org\/publicdomain\/zero\/1\.0/, 'CC0 1.0'],
];

/**
 * The licence that an entity itself names: an address, or words. "unconfirmed" in the words means that the publisher has
 * not confirmed it.
 */
export function licenceOf(entity: Entity, language: string): Licence | undefined {
  const stated = textOf(entity, 'license', language);
  if (!stated) return undefined;
  const url = /https?:\/\/[^\s)]+/.exec(stated)?.[0] ?? null;
  const confirmed = !/unconfirmed/i.test(stated);
  const words = stated
    .replace(/https?:\/\/\S+/, '')
    .replace(/[\s,;(]*licence unconfirmed[\s)]*/i, '')
    .replace(/[\s()]+$/, '')
    .trim();
  const known = url ? NAMES.find(([pattern]) => pattern.test(url))?.[1] : undefined;
  return { title: words || known || url || stated, url, confirmed };
}
