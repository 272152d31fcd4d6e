/** What this organisation offers to others, under which terms, and what would leave under them. */
import { ask, getIn, getJson, readJson } from './http.ts';

export interface Choice {
  readonly name: string;
  readonly kind: 'text' | 'date' | 'duration' | 'texts';
  readonly required: boolean;
  readonly default?: unknown;
  /** All that may be chosen, where that is limited. */
  readonly allowed?: readonly string[];
}

/** A policy that is picked by its name; title and text come in the visitor's language. */
export interface Template {
  readonly template: string;
  readonly title: string;
  readonly text: string;
  readonly choices: readonly Choice[];
}

export type Content =
  | {
      readonly kind: 'entities';
      readonly tenant?: string;
      readonly types: readonly string[];
      readonly attributes?: readonly string[];
      readonly area?: string;
    }
  | { readonly kind: 'remote'; readonly source?: string; readonly mediaType: string };

export interface Term {
  readonly template?: string;
  readonly choices?: Record<string, unknown>;
  readonly policy?: unknown;
  /** Whether what the rulebook asks for is added. */
  readonly withinRulebook?: boolean;
}

/** A term in words; `added` are the sentences that the rulebook brought in. */
export interface Told {
  readonly sentences: readonly string[];
  readonly added?: readonly string[];
}

/** What is promised beside the data; ISO 8601 duration. */
export interface ServiceLevel {
  readonly maxAge?: string;
  readonly entities?: number;
}

export interface OfferInput {
  readonly id?: string;
  readonly title: string;
  readonly description?: string;
  readonly content: Content;
  readonly terms: readonly Term[];
  readonly serviceLevel?: ServiceLevel;
  readonly published?: boolean;
}

/** A rule of an offer that the data space's rulebook speaks against. */
export interface Conflict {
  readonly sentence: string;
  readonly certain: boolean;
  readonly rulebookVersion?: string | number;
}

export interface Offer extends OfferInput {
  readonly id: string;
  readonly published: boolean;
  /** Whether its maker keeps it back; one that is neither published nor withheld is held back by the rulebook. */
  readonly withheld?: boolean;
  readonly origin: 'api' | 'configuration';
  readonly changedAt: string;
  readonly terms: readonly (Term & Told)[];
  readonly conflicts?: readonly Conflict[];
}

export type Row = { readonly id: string; readonly type: string } & Readonly<Record<string, unknown>>;

export interface Preview {
  readonly terms: readonly Told[];
  readonly rows: {
    readonly total: number;
    readonly leave: number;
    readonly stay: number;
    readonly byType: readonly { readonly type: string; readonly total: number; readonly leave: number; readonly stay: number }[];
  };
  readonly attributes: { readonly leave: readonly string[]; readonly stay: readonly string[] };
  readonly aggregation?: { readonly temporal: readonly string[]; readonly spatial: readonly string[] };
  /** Why nothing would leave. */
  readonly refusal?: string;
  /** As it would leave. */
  readonly leaving: readonly Row[];
  /** The same entities as they are here. */
  readonly origins: readonly Row[];
  readonly staying: readonly Row[];
  readonly conflicts: readonly Conflict[];
  /** What of a service level is so now, and whether it keeps the promise. */
  readonly measured?: { readonly age?: string; readonly entities: number; readonly keepsMaxAge?: boolean; readonly keepsEntities?: boolean };
  /** The least that the rulebook wants promised. */
  readonly least?: ServiceLevel;
}

export const templates = (language: string, signal: AbortSignal) => getIn<Template[]>('/api/templates', language, signal);
export const offers = (language: string, signal: AbortSignal) => getIn<Offer[]>('/api/offers?limit=1000', language, signal);

async function send(method: string, url: string, language: string, body: OfferInput): Promise<Response> {
  return ask(url, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'Accept-Language': language },
    body: JSON.stringify(body),
  });
}

export const preview = async (draft: OfferInput, language: string): Promise<Preview> =>
  readJson<Preview>(await send('POST', '/api/offers/preview', language, draft));

export const publish = async (draft: OfferInput, language: string): Promise<Offer> =>
  readJson<Offer>(await send('POST', '/api/offers', language, draft));

/** Shows the offer to others, or to nobody; agreements that it led to go on. */
export async function setPublished(offer: Offer, published: boolean, language: string): Promise<void> {
  const { id, title, description, content, terms, serviceLevel } = offer;
  const plain = terms.map(
    (one): Term => ({
      ...(one.template ? { template: one.template, choices: one.choices ?? {} } : { policy: one.policy }),
      ...(one.withinRulebook ? { withinRulebook: true } : {}),
    }),
  );
  const said = { ...(description ? { description } : {}), ...(serviceLevel ? { serviceLevel } : {}) };
  await send('PUT', `/api/offers/${encodeURIComponent(id)}`, language, { id, title, ...said, content, terms: plain, published });
}

export async function remove(id: string): Promise<void> {
  await ask(`/api/offers/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export interface TypeDescription {
  readonly attributeDetails?: readonly { readonly id: string; readonly attributeName?: string }[];
}

/** The attributes that entities of this type have here. */
export async function attributesOf(type: string, signal: AbortSignal): Promise<string[]> {
  const described = await getJson<TypeDescription>(`/ngsi-ld/v1/types/${encodeURIComponent(type)}`, signal);
  return (described.attributeDetails ?? []).map((one) => one.attributeName ?? one.id);
}

/** A place that has borders here, such as a city district. */
export interface Area {
  readonly id: string;
  readonly name: string;
}

export async function areas(signal: AbortSignal): Promise<Area[]> {
  const url = '/ngsi-ld/v1/entities?type=AdministrativeArea&local=true&format=simplified&limit=1000';
  const found = await getJson<{ id: string; name?: unknown }[]>(url, signal);
  return found.map(({ id, name }) => ({ id, name: typeof name === 'string' ? name : id }));
}
