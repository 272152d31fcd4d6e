import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './load.mjs';

const { fill, plural, t, chooseLanguage, messageOr } = await load('i18n.ts');
const { pickLanguage } = await load('settings.ts');

describe('language', () => {
  it('is the first wanted one that exists, by its base', () => {
    assert.equal(pickLanguage(['de-AT', 'en']), 'de');
    assert.equal(pickLanguage(['fi', 'NL-be', 'de']), 'nl');
  });

  it('is English where none of the wanted exists', () => {
    assert.equal(pickLanguage(['fi', 'sv']), 'en');
    assert.equal(pickLanguage([]), 'en');
  });

  it('changes messages and the lang attribute of the page', async () => {
    await chooseLanguage('de', false);
    assert.equal(t('nav.map'), 'Karte');
    assert.equal(document.documentElement.lang, 'de');
    await chooseLanguage('en', false);
    assert.equal(t('nav.map'), 'Map');
  });
});

describe('messages with parameters', () => {
  it('fill known names and leave unknown ones visible', () => {
    assert.equal(fill('{a} of {b}', { a: 1, b: 'two' }), '1 of two');
    assert.equal(fill('{a} {c}', { a: 1 }), '1 {c}');
  });

  it('follow the plural rules of the language: French counts zero as one', async () => {
    assert.equal(plural('map.found', 0), '0 entities');
    assert.equal(plural('map.found', 1), '1 entity');
    await chooseLanguage('fr', false);
    assert.equal(plural('map.found', 0), '0 objet');
    await chooseLanguage('en', false);
  });

  it('fall back for names that come from data', () => {
    assert.equal(messageOr('type.OffStreetParking', 'x'), 'Car parks');
    assert.equal(messageOr('type.Windmill', 'Windmill'), 'Windmill');
  });
});
