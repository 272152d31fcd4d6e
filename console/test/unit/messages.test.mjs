import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const languages = ['en', 'de', 'nl', 'fr', 'es'];
const bundles = Object.fromEntries(
  languages.map((code) => [code, JSON.parse(readFileSync(join(src, 'messages', `${code}.json`), 'utf8'))]),
);

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(src).join('\n');
const keys = Object.keys(bundles.en);
const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('messages', () => {
  for (const language of languages) {
    it(`${language} has exactly the keys of English, in the same order`, () => {
      assert.deepEqual(Object.keys(bundles[language]), keys);
    });

    it(`${language} has no empty text and the same placeholders as English`, () => {
      for (const [key, text] of Object.entries(bundles[language])) {
        assert.ok(text.trim(), `${key} is empty`);
        assert.deepEqual(placeholders(text), placeholders(bundles.en[key]), key);
      }
    });
  }

  it('are really translated: most texts differ from English', () => {
    for (const language of languages.slice(1)) {
      const same = keys.filter((key) => bundles[language][key] === bundles.en[key]);
      assert.ok(same.length < keys.length * 0.12, `${language} equals English in ${same.join(', ')}`);
    }
  });

  it('are sorted by key', () => assert.deepEqual(keys, keys.toSorted()));

  it('are all used: as a whole key, or behind a prefix that the code completes', () => {
    const quoted = new Set([...code.matchAll(/'([\w.]+)'/g)].map((match) => match[1]));
    const prefixes = [...code.matchAll(/`([\w.]+\.)\$\{/g)].map((match) => match[1]);
    const stems = new Set([...code.matchAll(/plural\('([\w.]+)'/g)].map((match) => match[1]));
    const unused = keys.filter(
      (key) =>
        !quoted.has(key) &&
        !prefixes.some((prefix) => key.startsWith(prefix)) &&
        !stems.has(key.replace(/\.(one|other)$/, '')),
    );
    assert.deepEqual(unused, []);
  });
});
