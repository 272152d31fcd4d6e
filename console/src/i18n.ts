/** Messages by key, one bundle per language, loaded when chosen. English is always there as the fallback. */
import en from './messages/en.json';
import { currentLanguage, setLanguage, type Language } from './settings.ts';

export type MessageKey = keyof typeof en;
type Bundle = Record<string, string>;
export type Parameters = Record<string, string | number>;

const loaders: Record<Exclude<Language, 'en'>, () => Promise<{ default: Bundle }>> = {
  de: () => import('./messages/de.json'),
  nl: () => import('./messages/nl.json'),
  fr: () => import('./messages/fr.json'),
  es: () => import('./messages/es.json'),
};

let messages: Bundle = en;

/** Loads the bundle, then tells everybody to render again. */
export async function chooseLanguage(next: Language, byVisitor = true): Promise<void> {
  messages = next === 'en' ? en : (await loaders[next]()).default;
  setLanguage(next, byVisitor);
}

/** Puts parameters in the place of {name}. */
export function fill(text: string, parameters: Parameters): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : String(value);
  });
}

/** The message of this key in the current language. */
export function t(key: MessageKey, parameters: Parameters = {}): string {
  return fill(messages[key] ?? en[key], parameters);
}

type PluralStem<K> = K extends `${infer Stem}.one` ? Stem : never;

/** The message of `stem.one` or `stem.other`, as the language's plural rules say; {count} is filled in. */
export function plural(stem: PluralStem<MessageKey>, count: number): string {
  const category = new Intl.PluralRules(currentLanguage()).select(count) === 'one' ? 'one' : 'other';
  return t(`${stem}.${category}` as MessageKey, { count: new Intl.NumberFormat(currentLanguage()).format(count) });
}

/** For names that come from data: the message of this key if there is one, else the fallback. */
export function messageOr(key: string, fallback: string): string {
  return messages[key] ?? (en as Bundle)[key] ?? fallback;
}
