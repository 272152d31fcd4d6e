// Offers, agreements and requests: the wizard with its preview, both sides' agreements, negotiations, asking others.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkAccessible, mockOnly, open, screenshot, withPage, world } from './setup.mjs';
import { signedIn } from '../mock/trust.mjs';

const withRole = (roles, action) =>
  withPage({}, async (page) => {
    world.state.session = signedIn(...roles);
    await action(page);
  });

const card = (page, name) => page.locator(`article[aria-label="${name}"]`);

describe('the offers', () => {
  it('say what is offered and under which terms; a viewer changes nothing', mockOnly, () =>
    withRole(['VIEWER'], async (page) => {
      await open(page, '#/offers');
      const text = await page.locator('main').innerText();
      assert.match(text, /Car parks of Münster.*Everybody may use it\..*Bicycle counters.*only summarised/s);
      assert.equal(await page.locator('main button').count(), 0);
    }));

  it('a steward looks at what would leave and what would stay, then publishes', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/offers', '#wizard-title');
      const look = page.getByRole('button', { name: 'Preview' });
      await look.waitFor();
      assert.ok(await look.isDisabled(), 'nothing is chosen yet');
      await page.getByRole('checkbox', { name: /^Car parks/ }).check();
      await page.getByLabel('Only some attributes').check();
      await page.getByRole('checkbox', { name: 'Free places' }).check();
      await page.getByRole('radio', { name: /^Aggregated only/ }).check();
      await page.getByLabel('Summarised over').fill('PT2H');
      await page.getByLabel('Title').fill('Car parks by the hour');
      await page.getByLabel(/^Newest value at most/).fill('30');
      await page.getByLabel('Least number of entities').fill('2');
      await checkAccessible(page);
      await look.click();
      await page.waitForSelector('#preview-title');
      const [draft] = world.state.sentDrafts;
      assert.deepEqual(draft.terms, [{ template: 'AGGREGATED', choices: { span: 'PT2H', areas: ['district'] }, withinRulebook: true }]);
      assert.deepEqual(draft.serviceLevel, { maxAge: 'PT30M', entities: 2 });
      assert.deepEqual(draft.content.attributes, ['availableSpotNumber']);
      const preview = await page.locator('#preview-title').locator('..').innerText();
      assert.match(preview, /only summarised over at least one hour.*train AI\..*added by the rulebook.*3.*would leave.*6.*would stay.*1 hour.*the promise would not be kept now.*p1.*48\.25.*as they are here.*51.*muenster:p2/s);
      await screenshot(page, 'offer-preview');
      await checkAccessible(page);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await card(page, 'Car parks by the hour').waitFor();
      assert.equal(await page.locator('#preview-title').count(), 0, 'the form is empty again');
    }));

  it('a change after the preview wants another preview', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/offers', '#wizard-title');
      await page.getByRole('checkbox', { name: /^Car parks/ }).check();
      await page.getByRole('radio', { name: /^Open/ }).check();
      await page.getByLabel('Title').fill('One');
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByRole('button', { name: 'Publish', exact: true }).waitFor();
      await page.getByLabel('Title').fill('Two');
      await page.getByRole('button', { name: 'Publish', exact: true }).waitFor({ state: 'detached' });
    }));

  it('what the rulebook speaks against is shown and cannot be published', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/offers', '#wizard-title');
      await page.getByRole('checkbox', { name: /^Car parks/ }).check();
      await page.getByRole('radio', { name: /^Open/ }).check();
      await page.getByLabel('Title').fill('A secret purpose');
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.waitForSelector('text=wants every offer to name a purpose');
      assert.ok(await page.getByRole('button', { name: 'Publish', exact: true }).isDisabled());
    }));

  it('are hidden, shown and removed, but not those of the configuration', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/offers');
      assert.match(await card(page, 'Car parks of Münster').innerText(), /configuration file/);
      const counters = card(page, 'Bicycle counters');
      await counters.getByRole('button', { name: 'Show no longer' }).click();
      await counters.getByText('not shown').waitFor();
      Object.assign(world.state.offers[0], { published: false, withheld: false, conflicts: [{ sentence: 'The rulebook wants no training of AI.', certain: true }] });
      await counters.getByRole('button', { name: 'Publish' }).click();
      await counters.getByText('published').waitFor();
      assert.match(await card(page, 'Car parks of Münster').innerText(), /held back by the rulebook.*no training of AI/s);
      await counters.getByRole('button', { name: 'Remove' }).click();
      await page.locator('dialog button.danger').click();
      await counters.waitFor({ state: 'detached' });
    }));
});

describe('the agreements', () => {
  it('stand on the side where they belong, with use, duties and supply', mockOnly, () =>
    withRole(['VIEWER'], async (page) => {
      await open(page, '#/agreements');
      await page.waitForSelector('#negotiations-title');
      const given = await page.locator('section[aria-labelledby="given-title"]').innerText();
      const received = await page.locator('section[aria-labelledby="received-title"]').innerText();
      assert.match(given, /Bicycle counters.*in force.*Stad Gent.*15 requests, 75 entities/s);
      assert.match(received, /ghent:air.*ended.*Car parks of Ghent.*at most 10 minutes old, at least 12 entities.*not as agreed.*Older than promised.*40 minutes old/s);
      assert.match(received, /2 duties/);
      const refused = await page.locator('section[aria-labelledby="negotiations-title"]').innerText();
      assert.match(refused, /must have the role noise-office/);
      assert.doesNotMatch(refused, /First refused/, 'only the last refusal of the same data is told');
      assert.equal(await page.locator('main button:not(tt-verify button)').count(), 0);
      assert.equal(await page.locator('#refusals-title').count(), 0, 'decisions are for stewards and auditors');
      for (const summary of await page.locator('main details > summary').all()) await summary.click();
      assert.match(await page.locator('main').innerText(), /Delete the data in time.*12 deleted, with a signed receipt.*Do not pass the data on/s);
      await screenshot(page, 'agreements');
      await checkAccessible(page);
    }));

  it('a steward suspends, resumes and terminates, and says why', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/agreements');
      const given = card(page, 'Bicycle counters');
      for (const [button, state] of [['Suspend', 'suspended'], ['Resume', 'in force'], ['Terminate', 'ended']]) {
        await given.getByRole('button', { name: button }).click();
        await page.locator('dialog button.danger').click();
        assert.equal(await page.locator('dialog').count(), 1, 'a reason is wanted');
        await page.getByLabel(/^Reason/).fill(`because of ${button}`);
        await page.locator('dialog button.danger').click();
        await given.locator('.card-head').getByText(state).waitFor();
      }
      assert.deepEqual(world.state.agreements[0].timeline.slice(-3).map(({ reason }) => reason), ['because of Suspend', 'because of Resume', 'because of Terminate']);
      assert.equal(await given.getByRole('button').count(), 0, 'nothing can follow');
    }));

  it('a steward says that a duty is done which no node can see', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/agreements');
      const given = card(page, 'Bicycle counters');
      await given.getByText('One duty').click();
      await given.getByRole('button', { name: 'Say that it is done' }).click();
      await given.locator('.badge', { hasText: 'fulfilled' }).waitFor();
    }));

  it('nothing happens when the steward thinks better of it', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/agreements');
      await card(page, 'Bicycle counters').getByRole('button', { name: 'Terminate' }).click();
      await page.getByRole('button', { name: 'Cancel' }).click();
      assert.equal(world.state.agreements[0].state, 'IN_FORCE');
    }));

  it('an auditor sees which requests were refused and why', mockOnly, () =>
    withRole(['AUDITOR'], async (page) => {
      await open(page, '#/agreements', '#refusals-title');
      const refusals = page.locator('section[aria-labelledby="refusals-title"]');
      assert.match(await refusals.innerText(), /Stad Gent.*Bicycle counters.*limit of 1000 requests a day/s);
      assert.equal(await refusals.locator('a').getAttribute('href'), '/api/decisions/dec1');
      await checkAccessible(page);
    }));

  it('a request that waits is agreed to', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/agreements');
      await page.getByRole('button', { name: 'Agree', exact: true }).click();
      await card(page, 'Negotiation: Bicycle counters').locator('.badge', { hasText: 'agreed' }).waitFor();
    }));

  it("another city's catalogue is looked into, and a negotiation begins", mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/agreements');
      await page.getByLabel(/^Identifier of the organisation/).fill('did:web:twin.ghent.example');
      await page.getByRole('button', { name: 'Show what it offers' }).click();
      const trees = card(page, 'Trees of Ghent');
      await trees.waitFor();
      await checkAccessible(page);
      await trees.getByRole('button').click();
      await card(page, 'Negotiation: urn:dataset:trees').waitFor();
    }));
});

describe('the document of an agreement', () => {
  it('tells who has signed it, is checked and saved', mockOnly, () =>
    withRole(['VIEWER'], async (page) => {
      await open(page, '#/agreements');
      const given = card(page, 'Bicycle counters');
      await given.getByText('Agreement as a document').click();
      await given.getByText('signed by both sides').waitFor();
      assert.match(await given.locator('tt-paper').innerText(), /Signed by.*muenster.*Signed by.*Stad Gent.*efefef.*cdcdcd/s);
      await given.getByRole('button', { name: 'Check' }).click();
      await given.getByText('This document holds').waitFor();
      const saved = page.waitForEvent('download');
      await given.getByRole('button', { name: 'Save as PDF' }).click();
      assert.equal((await saved).suggestedFilename(), 'agreement.pdf');
      await screenshot(page, 'agreement-document');
      await checkAccessible(page);
    }));

  it('one that somebody brings is checked, and an altered one refused', mockOnly, () =>
    withRole(['VIEWER'], async (page) => {
      await open(page, '#/agreements');
      const form = page.locator('tt-verify');
      await form.locator('input').setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('an altered file') });
      await form.getByRole('button', { name: 'Check' }).click();
      await form.getByText('not to be trusted').waitFor();
      assert.match(await form.innerText(), /Seal of the file.*Byte 17/s);
      await checkAccessible(page);
    }));
});

describe('the rulebook', () => {
  it('is acknowledged by a steward, and the report says what is not kept', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/rulebook', '#report-title');
      await page.getByText('Somebody answers the telephone.').waitFor();
      const text = await page.locator('main').innerText();
      assert.match(text, /Rules of the space.*not acknowledged.*1\.1.*1 of 2 published.*no training of AI.*met.*public bodies.*not met.*No older than an hour.*2 hours.*not known.*telephone/s);
      assert.equal(await page.locator('#members-title').count(), 0, 'members report to the publisher');
      await screenshot(page, 'rulebook');
      await checkAccessible(page);
      await page.getByRole('button', { name: 'Acknowledge this version' }).click();
      await page.getByRole('button', { name: 'Acknowledge this version' }).waitFor({ state: 'detached' });
    }));

  it('its publisher sees the reports of the members', mockOnly, () =>
    withRole(['VIEWER'], async (page) => {
      world.state.rulebook.own = true;
      await open(page, '#/rulebook', '#members-title');
      const ghent = card(page, 'Stad Gent');
      await ghent.getByText('acknowledged version 1.0').waitFor();
      assert.match(await ghent.innerText(), /It does not answer/);
      await checkAccessible(page);
    }));
});

describe('requests for data', () => {
  it('stand on the side where they belong, with the time that the answer took', mockOnly, () =>
    withRole(['VIEWER'], async (page) => {
      await open(page, '#/requests');
      const text = await page.locator('main').innerText();
      assert.match(text, /Where are the trees\?.*open.*Noise at night.*refused.*1 day.*We measure none\./s);
      assert.match(text, /1 of 1 answered\. Half of them within 1 day\./);
      assert.equal(await page.locator('main button').count(), 0);
    }));

  it('a steward answers with an offer', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/requests');
      const trees = card(page, 'Where are the trees?');
      await trees.getByLabel('Answer', { exact: true }).fill('Have a look at this.');
      await trees.getByLabel('Offer to point to').selectOption('urn:dataset:counters');
      await screenshot(page, 'requests');
      await checkAccessible(page);
      await trees.getByRole('button', { name: 'Answer with the offer' }).click();
      await trees.locator('.badge', { hasText: 'offered' }).waitFor();
      assert.equal(world.state.received[0].answer.dataset, 'urn:dataset:counters');
    }));

  it('a steward turns a request into an offer, which answers it', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/requests');
      await card(page, 'Where are the trees?').getByRole('link', { name: 'Make an offer of it' }).click();
      await page.getByText('will answer the request').waitFor();
      await page.waitForFunction(() => document.querySelector('#field-title')?.value === 'Trees for Ghent');
      assert.ok(await page.getByRole('checkbox', { name: /^Car parks/ }).isChecked(), 'what was asked for is chosen');
      await page.getByRole('radio', { name: /^Open/ }).check();
      await page.getByRole('button', { name: 'Preview' }).click();
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await card(page, 'Trees for Ghent').waitFor();
      assert.equal(world.state.received[0].answer.dataset, world.state.offers.at(-1).id);
    }));

  it('a steward asks others', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/requests');
      await page.getByLabel('What is needed').fill('Bridges');
      await page.getByLabel('Description').fill('Which of them are closed');
      await page.getByLabel('Entity types').fill('Bridge Road');
      await page.getByRole('button', { name: 'Send' }).click();
      await card(page, 'Bridges').waitFor();
      assert.deepEqual(world.state.sent.at(-1).types, ['Bridge', 'Road']);
    }));
});
