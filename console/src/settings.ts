/** What the visitor chose: language and colour scheme. Remembered on this device only. */

export const LANGUAGES = ['en', 'de', 'nl', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** What is drawn in the end; canvases (map, chart) need it because CSS does not reach them. */
export type Scheme = 'light' | 'dark' | 'contrast';

const LANGUAGE_KEY = 'twintown.language';
const THEME_KEY = 'twintown.theme';

/** Fires "change" after language or theme changed. */
export const settingsEvents = new EventTarget();

let language: Language = 'en';
let theme: Theme = 'auto';

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // Storage is forbidden: the choice lasts for this visit.
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above: nothing to do, the choice still holds for this visit.
  }
}

/** The first of the wanted tags ("de-AT") that we have, else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    const found = LANGUAGES.find((known) => known === base);
    if (found) return found;
  }
  return 'en';
}

export function loadSettings(): void {
  const chosen = remembered(LANGUAGE_KEY);
  language = pickLanguage(chosen ? [chosen] : navigator.languages);
  const storedTheme = remembered(THEME_KEY);
  theme = THEMES.find((known) => known === storedTheme) ?? 'auto';
  applyTheme();
  const tell = () => settingsEvents.dispatchEvent(new Event('change'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  matchMedia('(prefers-contrast: more)').addEventListener('change', tell);
}

export const currentLanguage = (): Language => language;
export const currentTheme = (): Theme => theme;

export function currentScheme(): Scheme {
  if (theme !== 'auto') return theme;
  if (matchMedia('(prefers-contrast: more)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Called by i18n once the messages are there; others use i18n's chooseLanguage. */
export function setLanguage(next: Language, byVisitor: boolean): void {
  language = next;
  document.documentElement.lang = next;
  if (byVisitor) remember(LANGUAGE_KEY, next);
  settingsEvents.dispatchEvent(new Event('change'));
}

export function setTheme(next: Theme): void {
  theme = next;
  remember(THEME_KEY, next);
  applyTheme();
  settingsEvents.dispatchEvent(new Event('change'));
}

function applyTheme(): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
