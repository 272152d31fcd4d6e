import { html, nothing, type TemplateResult } from 'lit';
import { ROLES, session, signInUrl, type Session } from '../api/session.ts';
import { t } from '../i18n.ts';

/** Who is signed in, and the way in or out; nothing at a node without sign-in. */
export function visitor(): TemplateResult | typeof nothing {
  const now = session();
  return now.signedIn ? signedIn(now) : signedOut(now);
}

function signedIn(now: Session): TemplateResult {
  const roles = ROLES.filter((role) => now.roles?.some((mine) => mine.toLowerCase() === role));
  return html`<details class="visitor">
    <summary>${now.name ?? now.principal ?? t('session.somebody')}</summary>
    <div>
      <p>${t('session.roles')}: ${roles.length > 0 ? roles.map((role) => t(`role.${role}`)).join(', ') : t('session.noRoles')}</p>
      ${now.provider ? html`<p>${t('session.by', { provider: now.provider })}</p>` : nothing}
      ${now.signOutUrl?.startsWith('/') ? html`<p><a href=${now.signOutUrl}>${t('session.signOut')}</a></p>` : nothing}
    </div>
  </details>`;
}

function signedOut(now: Session): TemplateResult | typeof nothing {
  const ways = (now.providers ?? []).filter((provider) => signInUrl(provider.signInUrl));
  if (ways.length > 1) {
    return html`<details class="visitor">
      <summary>${t('session.signIn')}</summary>
      <ul>${ways.map((way) => html`<li><a href=${signInUrl(way.signInUrl) ?? ''}>${way.title}</a></li>`)}</ul>
    </details>`;
  }
  const only = signInUrl(now.signInUrl ?? ways[0]?.signInUrl);
  return only ? html`<a class="sign-in" href=${only}>${t('session.signIn')}</a>` : nothing;
}
