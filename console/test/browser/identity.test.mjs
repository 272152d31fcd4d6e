// Signing in, who this organisation is, whom it trusts, joining a data space, and the authority's side of that.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkAccessible, mockOnly, open, screenshot, withPage, world } from './setup.mjs';
import { signedIn } from '../mock/trust.mjs';

const withRole = (roles, action) =>
  withPage({}, async (page) => {
    world.state.session = signedIn(...roles);
    await action(page);
  });

describe('signing in', () => {
  it('is offered, and leads back to where one was', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/organisation');
      assert.equal(await page.locator('a.sign-in').getAttribute('href'), '/auth/login?return=%2F%23%2Forganisation');
    }));

  it('shows who is signed in, with which roles, and the way out', mockOnly, () =>
    withRole(['STEWARD', 'VIEWER'], async (page) => {
      await open(page, '#/start');
      await page.locator('.visitor summary').click();
      assert.match(await page.locator('.visitor').innerText(), /Ada Alvarez.*viewer, data steward/s);
      assert.equal(await page.locator('.visitor a').getAttribute('href'), '/auth/logout');
      await screenshot(page, 'visitor');
      await checkAccessible(page);
    }));

  it('is the advice where something was refused', mockOnly, () =>
    withPage({}, async (page) => {
      await page.route('**/api/keys', (route) =>
        route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"title":"Who are you?","status":401}' }),
      );
      await open(page, '#/organisation', '.notice.bad');
      const notice = page.locator('.notice.bad');
      assert.match(await notice.innerText(), /Who are you\?.*Sign in, or ask/s);
      assert.equal(await notice.locator('a').getAttribute('href'), '/auth/login?return=%2F%23%2Forganisation');
    }));

  it('never follows an address of another origin', mockOnly, () =>
    withPage({}, async (page) => {
      world.state.session = { signedIn: false, signInUrl: 'https://evil.example/login', providers: [] };
      await open(page, '#/start');
      assert.equal(await page.locator('a.sign-in').count(), 0);
    }));
});

describe('the identity screen', () => {
  it('says DID, credentials with their state, and keys with what must be done', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/organisation');
      const text = await page.locator('main').innerText();
      for (const words of ['did:web:twin.muenster.example', 'expires soon', 'The issuer has revoked it.', 'in use', 'retired', 'ends in 2 weeks', 'Organisation (DID)']) {
        assert.ok(text.includes(words), `${words} in ${text}`);
      }
      assert.equal(await page.getByRole('button', { name: 'Replace key' }).count(), 0);
    }));

  it('lets an administrator replace a key after asking', mockOnly, () =>
    withRole(['ADMIN'], async (page) => {
      await open(page, '#/organisation');
      await page.getByRole('button', { name: 'Replace key' }).first().click();
      await page.locator('dialog button.danger').click();
      await page.waitForSelector('text=nEw0-node');
      assert.ok(world.state.requests.includes('POST /api/keys/node/rotate'));
    }));
});

describe('the participants', () => {
  it('say what they have proved, and who was refused and why', mockOnly, () =>
    withPage({}, async (page) => {
      await open(page, '#/participants');
      const text = await page.locator('main').innerText();
      assert.match(text, /Stad Gent, Belgium.*MembershipCredential.*did:web:authority\.example/s);
      assert.match(text, /stranger\.example.*issued by nobody whom this node trusts/s);
      assert.match(text, /Its key was stolen/);
    }));

  it('a steward adds a trust anchor and withdraws it', mockOnly, () =>
    withRole(['STEWARD'], async (page) => {
      await open(page, '#/participants');
      await page.getByLabel('Identifier').fill('did:web:new.example');
      await page.getByLabel('Name').fill('New issuer');
      await page.getByLabel('May issue').fill('MembershipCredential, LegalParticipant');
      await page.getByRole('button', { name: 'Trust an issuer' }).click();
      await page.waitForSelector('article[aria-label="New issuer"]');
      assert.deepEqual(world.state.anchors.at(-1).types, ['MembershipCredential', 'LegalParticipant']);
      await screenshot(page, 'participants-steward');
      await checkAccessible(page);
      await page.locator('article[aria-label="New issuer"] button').click();
      await page.locator('dialog button.danger').click();
      await page.waitForSelector('article[aria-label="New issuer"] .badge.bad');
    }));
});

describe('joining a data space', () => {
  it('goes from the request to a member that publishes', mockOnly, () =>
    withRole(['OPERATOR', 'STEWARD'], async (page) => {
      await open(page, '#/join');
      await page.waitForSelector('#apply-title');
      await screenshot(page, 'join-apply');
      await checkAccessible(page);
      const answers = { Organisation: 'Stadt Münster', 'First name': 'Ada', 'Last name': 'Alvarez', 'E-mail': 'ada@example.org', 'User name at the authority': 'ada', 'Password at the authority': 'long enough' };
      for (const [label, value] of Object.entries(answers)) await page.getByLabel(label, { exact: true }).fill(value);
      await page.getByRole('button', { name: 'Send request' }).click();
      const send = page.getByRole('button', { name: 'Submit for review' });
      await send.waitFor();
      assert.ok(await send.isDisabled(), 'a needed document is missing');
      await page.getByLabel(/Statutes/).setInputFiles({ name: 'statutes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
      await page.waitForSelector('text=statutes.pdf is there');
      await screenshot(page, 'join-documents');
      await checkAccessible(page);
      await send.click();
      await page.getByRole('button', { name: 'Get the certificate' }).click();
      await page.waitForSelector('text=member in good standing');
      await page.getByRole('button', { name: 'Publish', exact: true }).first().click();
      await page.getByRole('button', { name: 'Withdraw' }).waitFor();
      const text = await page.locator('main').innerText();
      assert.match(text, /Attributes\s+data provider/);
      assert.match(text, /generalServiceProperties\/description is missing/);
      await screenshot(page, 'join-member');
      await checkAccessible(page);
    }));

  it('shows no publications where the node publishes none', mockOnly, () =>
    withRole(['OPERATOR'], async (page) => {
      world.state.simpl = 'onboarded';
      await page.route('**/api/simpl/publications', (route) => route.fulfill({ status: 404, body: '{"title":"No such resource"}' }));
      await open(page, '#/join', '#member-title');
      await page.waitForSelector('text=member in good standing');
      assert.equal(await page.locator('.notice.bad').count(), 0);
      assert.equal(await page.locator('#publications-title').count(), 0);
    }));

  it('asks a viewer to fetch an operator', mockOnly, () =>
    withRole(['VIEWER'], async (page) => {
      await open(page, '#/join');
      await page.waitForSelector('text=Joining needs the role operator');
    }));
});

describe("an authority's console", () => {
  const asAuthority = (action) =>
    withRole(['ADMIN'], async (page) => {
      world.state.kind = 'authority';
      await action(page);
    });

  it('begins with the queue, and shows nothing of a city', mockOnly, () =>
    asAuthority(async (page) => {
      await page.goto(`${world.url}/`);
      await page.waitForSelector('#queue-title');
      assert.deepEqual(await page.locator('nav.site a').allInnerTexts(), ['Authority', 'Rulebook', 'Identity', 'Participants']);
      assert.match(await page.locator('main').innerText(), /for tests: wrong clock, slow answers/);
      const member = page.locator('article[aria-label="Stadt Münster"]');
      assert.match(await member.innerText(), /Attributes\s+data provider, street lights\s/, 'in words');
      assert.equal(await member.getByTitle('DATA_PROVIDER').count(), 1, 'the code is at hand');
      assert.doesNotMatch(await member.innerText(), /DATA_PROVIDER|LIGHTS_1/);
      await screenshot(page, 'authority');
      await checkAccessible(page);
    }));

  it('lets the notary approve with attributes, and suspend a member', mockOnly, () =>
    asAuthority(async (page) => {
      await open(page, '#/authority', '#queue-title');
      const card = page.locator('article[aria-label="Ajuntament de Barcelona"]');
      await card.getByLabel('CONSUMER').check();
      await card.getByRole('button', { name: 'Approve' }).click();
      await page.waitForSelector('text=Ajuntament de Barcelona is approved.');
      assert.deepEqual(world.state.granted, ['CONSUMER', 'DATA_PROVIDER']);
      await page.locator('article[aria-label="Ajuntament de Barcelona"]').getByText('no certificate yet').waitFor();
      await page.locator('article[aria-label="Stadt Münster"]').getByRole('button', { name: 'Suspend' }).click();
      await page.locator('dialog button.danger').click();
      await page.locator('article[aria-label="Stadt Münster"]').getByRole('button', { name: 'Reinstate' }).waitFor();
    }));
});
