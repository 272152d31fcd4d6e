import { html, nothing, type TemplateResult } from 'lit';
import type { Peer } from '../../api/node.ts';
import { badge, link, time, type Tone } from '../../ui/views.ts';
import { t } from '../../i18n.ts';
import { countryName, number } from '../../format.ts';

const TONES: Record<Peer['state'], Tone> = { up: 'good', down: 'bad', unknown: 'calm' };

/** One peer: does it answer, how fast, and what to do if it does not. */
export function peerCard(peer: Peer): TemplateResult {
  return html`<article class="card" aria-label=${peer.name}>
    <div class="card-head">
      <h3>${peer.name}${peer.country ? html`, ${countryName(peer.country)}` : nothing}</h3>
      ${badge(TONES[peer.state], t(`peer.state.${peer.state}`))}
    </div>
    <dl class="facts">
      <div><dt>${t('peer.address')}</dt><dd class="long">${link(peer.url, peer.url)}</dd></div>
      <div>
        <dt>${t('peer.lastAnswer')}</dt>
        <dd>
          ${time(peer.lastAnswer)}
          ${typeof peer.latencyMs === 'number' ? html`<small class="muted">${t('peer.latency', { ms: number(peer.latencyMs) })}</small>` : nothing}
        </dd>
      </div>
      ${peer.state === 'down'
        ? html`<div><dt>${t('peer.lastFailure')}</dt><dd>${time(peer.lastFailure)}<br />${peer.error ?? nothing}</dd></div>`
        : nothing}
    </dl>
    ${peer.state === 'down' ? html`<p class="muted">${t('peer.down.help')}</p>` : nothing}
  </article>`;
}
