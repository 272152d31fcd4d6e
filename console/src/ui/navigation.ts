import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n.ts';
import { href, type Screen } from '../router.ts';

/** Screens that belong together, under one heading. */
export interface NavigationGroup {
  readonly name: 'see' | 'share' | 'trust' | 'space';
  readonly screens: readonly Screen[];
}

export const NODE_NAVIGATION: readonly NavigationGroup[] = [
  { name: 'see', screens: ['start', 'map', 'compare', 'raw'] },
  { name: 'share', screens: ['catalogue', 'offers', 'agreements', 'requests', 'rulebook'] },
  { name: 'trust', screens: ['organisation', 'participants', 'join'] },
];

export const AUTHORITY_NAVIGATION: readonly NavigationGroup[] = [
  { name: 'space', screens: ['authority', 'rulebook'] },
  { name: 'trust', screens: ['organisation', 'participants'] },
];

/**
 * The way to every screen. Where there is room it stands beside the screen; elsewhere a button unfolds it.
 *
 * @param here the screen that is shown
 * @param open whether the button has unfolded it
 */
export function navigation(
  groups: readonly NavigationGroup[],
  here: Screen,
  open: boolean,
  toggle: () => void,
): TemplateResult {
  const current = here === 'quarantine' ? 'start' : here; // Quarantine is a part of the start screen.
  return html`<nav class="site" aria-label=${t('app.nav')}>
    <button class="quiet menu" aria-expanded=${open} aria-controls="navigation" @click=${toggle}>
      <span aria-hidden="true">☰</span>${t('app.menu')}
    </button>
    <div id="navigation" class=${open ? 'open' : nothing}>
      ${groups.map(
        (group) => html`<p id="nav-${group.name}">${t(`nav.group.${group.name}`)}</p>
          <ul aria-labelledby="nav-${group.name}">
            ${group.screens.map(
              (screen) => html`<li>
                <a href=${href(screen)} aria-current=${screen === current ? 'page' : nothing}>${t(`nav.${screen}`)}</a>
              </li>`,
            )}
          </ul>`,
      )}
    </div>
  </nav>`;
}
