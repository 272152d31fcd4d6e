import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from './ui/element.ts';
import { Loader } from './ui/loader.ts';
import { useLiveRegion } from './ui/announce.ts';
import { chooseLanguage, t } from './i18n.ts';
import { countryName } from './format.ts';
import { node, type NodeInfo } from './api/node.ts';
import { loadSession, sessionEvents } from './api/session.ts';
import { AUTHORITY_NAVIGATION, NODE_NAVIGATION, navigation } from './ui/navigation.ts';
import { visitor } from './ui/visitor.ts';
import { href, parseRoute, type Route, type Screen } from './router.ts';
import { LANGUAGES, THEMES, currentLanguage, currentTheme, setTheme, type Language, type Theme } from './settings.ts';

/** Screens are loaded when first visited: the start screen does not pay for the map. */
const SCREEN_PARTS: Record<Screen, () => Promise<unknown>> = {
  start: () => import('./screens/start/start-screen.ts'),
  map: () => import('./screens/map/map-screen.ts'),
  compare: () => import('./screens/compare/compare-screen.ts'),
  raw: () => import('./screens/raw/raw-screen.ts'),
  catalogue: () => import('./screens/catalogue/catalogue-screen.ts'),
  offers: () => import('./screens/offers/offers-screen.ts'),
  agreements: () => import('./screens/agreements/agreements-screen.ts'),
  requests: () => import('./screens/requests/requests-screen.ts'),
  rulebook: () => import('./screens/rulebook/rulebook-screen.ts'),
  quarantine: () => import('./screens/quarantine/quarantine-screen.ts'),
  organisation: () => import('./screens/organisation/organisation-screen.ts'),
  participants: () => import('./screens/participants/participants-screen.ts'),
  join: () => import('./screens/join/join-screen.ts'),
  authority: () => import('./screens/authority/authority-screen.ts'),
};

/** Each language is named in itself. */
const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  nl: 'Nederlands',
  fr: 'Français',
  es: 'Español',
};

export class App extends PageElement {
  static override properties = { route: { state: true }, menuOpen: { state: true } };
  declare route: Route;
  declare menuOpen: boolean;
  private readonly self = new Loader<NodeInfo>(this);

  constructor() {
    super();
    this.route = parseRoute(location.hash);
    this.menuOpen = false;
    window.addEventListener('hashchange', () => this.onRoute());
    sessionEvents.addEventListener('change', () => this.requestUpdate());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.self.load(node).then(() => {
      if (this.isAuthority && !location.hash) location.hash = href('authority');
    });
    // What a screen offers depends on who looks at it.
    void loadSession(AbortSignal.timeout(10_000)).then(() => SCREEN_PARTS[this.route.screen]());
  }

  private get isAuthority(): boolean {
    return this.self.value?.kind === 'authority';
  }

  protected override firstUpdated(): void {
    const region = this.querySelector<HTMLElement>('#live');
    if (region) useLiveRegion(region);
  }

  protected override updated(): void {
    const place = this.self.value?.title;
    document.title = `${t(`nav.${this.route.screen}`)} · ${place ? `${place} · ` : ''}Twintown`;
  }

  private onRoute(): void {
    const next = parseRoute(location.hash);
    const moved = next.screen !== this.route.screen;
    this.route = next;
    this.menuOpen = false;
    if (!moved) return;
    void SCREEN_PARTS[next.screen]();
    // A new screen begins at its top, also for those who do not see it.
    void this.updateComplete.then(() => {
      scrollTo(0, 0);
      this.main()?.focus({ preventScroll: true });
    });
  }

  private main(): HTMLElement | null {
    return this.querySelector('main');
  }

  protected override render(): TemplateResult {
    return html`
      <a class="skip" href="#main" @click=${this.skip}>${t('app.skip')}</a>
      ${this.header()}
      ${navigation(this.isAuthority ? AUTHORITY_NAVIGATION : NODE_NAVIGATION, this.route.screen, this.menuOpen, this.toggleMenu)}
      <main id="main" tabindex="-1">${this.screen()}</main>
      ${this.footer()}
      <div id="live" class="visually-hidden" role="status" aria-live="polite"></div>
    `;
  }

  private readonly skip = (event: Event) => {
    event.preventDefault(); // The hash is the address of the screen.
    this.main()?.focus();
  };

  private header(): TemplateResult {
    const self = this.self.value;
    return html`<header class="site">
      <div class="brand">
        <img src="./favicon.svg" alt="" width="32" height="32" />
        <p><strong>Twintown</strong>${self ? html`<span>${self.title}, ${countryName(self.country)}</span>` : nothing}</p>
      </div>
      <div class="preferences">
        ${visitor()}
        <label><span class="visually-hidden">${t('app.language')}</span>
          <select id="language" @change=${this.onLanguage} .value=${currentLanguage()}>
            ${LANGUAGES.map(
              (code) => html`<option value=${code} lang=${code} ?selected=${code === currentLanguage()}>${LANGUAGE_NAMES[code]}</option>`,
            )}
          </select></label>
        <label><span class="visually-hidden">${t('app.theme')}</span>
          <select id="theme" @change=${this.onTheme}>
            ${THEMES.map((theme) => html`<option value=${theme} ?selected=${theme === currentTheme()}>${t(`theme.${theme}`)}</option>`)}
          </select></label>
      </div>
    </header>`;
  }

  private readonly toggleMenu = () => {
    this.menuOpen = !this.menuOpen;
  };

  private readonly onLanguage = (event: Event) => {
    void chooseLanguage((event.target as HTMLSelectElement).value as Language);
  };

  private readonly onTheme = (event: Event) => {
    setTheme((event.target as HTMLSelectElement).value as Theme);
  };

  private screen(): TemplateResult {
    const { screen, parameters } = this.route;
    switch (screen) {
      case 'start':
        return html`<tt-start></tt-start>`;
      case 'map':
        return html`<tt-map .parameters=${parameters}></tt-map>`;
      case 'compare':
        return html`<tt-compare .parameters=${parameters}></tt-compare>`;
      case 'raw':
        return html`<tt-raw .parameters=${parameters}></tt-raw>`;
      case 'catalogue':
        return html`<tt-catalogue></tt-catalogue>`;
      case 'offers':
        return html`<tt-offers .parameters=${parameters}></tt-offers>`;
      case 'agreements':
        return html`<tt-agreements .parameters=${parameters}></tt-agreements>`;
      case 'requests':
        return html`<tt-requests></tt-requests>`;
      case 'rulebook':
        return html`<tt-rulebook></tt-rulebook>`;
      case 'quarantine':
        return html`<tt-quarantine .parameters=${parameters}></tt-quarantine>`;
      case 'organisation':
        return html`<tt-organisation></tt-organisation>`;
      case 'participants':
        return html`<tt-participants></tt-participants>`;
      case 'join':
        return html`<tt-join></tt-join>`;
      case 'authority':
        return html`<tt-authority></tt-authority>`;
    }
  }

  private footer(): TemplateResult {
    const self = this.self.value;
    return html`<footer class="site">
      <p>
        ${self ? t('app.footer', { version: self.version }) : 'Twintown'} ·
        <a href="/openapi.json">OpenAPI</a> · <a href="/health">${t('app.health')}</a> ·
        <a href="./third-party-licences.md">${t('app.licences')}</a>
      </p>
    </footer>`;
  }
}

customElements.define('tt-app', App);
