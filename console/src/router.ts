/** Addresses behind the hash: `#/map?type=OffStreetParking&view=table`. Every state of a screen has one. */

export const SCREENS = [
  'start',
  'map',
  'compare',
  'raw',
  'catalogue',
  'offers',
  'agreements',
  'requests',
  'rulebook',
  'quarantine',
  'organisation',
  'participants',
  'join',
  'authority',
] as const;
export type Screen = (typeof SCREENS)[number];

export interface Route {
  readonly screen: Screen;
  readonly parameters: URLSearchParams;
}

/** An unknown or empty address is the start screen. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const screen = SCREENS.find((known) => known === path) ?? 'start';
  return { screen, parameters: new URLSearchParams(query) };
}

/** The address of a screen; empty and missing parameters are left out. */
export function href(screen: Screen, parameters: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  const text = query.toString();
  return `#/${screen}${text ? `?${text}` : ''}`;
}

/** Changes parameters of the current screen without a new step in the browser's history. */
export function replaceParameters(changes: Record<string, string | undefined>): void {
  const { screen, parameters } = parseRoute(location.hash);
  const next = { ...Object.fromEntries(parameters), ...changes };
  history.replaceState(null, '', href(screen, next));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
