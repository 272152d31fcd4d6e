import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { loadedView, warningsView } from '../../ui/views.ts';
import '../../ui/copy-button.ts';
import { t } from '../../i18n.ts';
import { bytes, number } from '../../format.ts';
import { replaceParameters } from '../../router.ts';
import { ask } from '../../api/http.ts';
import { parseWarnings, type Warning } from '../../domain/warnings.ts';
import { typeChoice } from '../type-choice.ts';
import { FORMATS, SHOWN_HEADERS, curl, rawRequest, type Format, type RawRequest } from './request.ts';

interface RawAnswer {
  readonly status: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly warnings: readonly Warning[];
  readonly body: string;
  readonly size: number;
  readonly milliseconds: number;
}

const LIMITS = ['5', '20', '100', '1000'];
/** More than this in one element makes browsers slow; the whole is one click away. */
const SHOWN = 200_000;

async function send(request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
  const start = performance.now();
  const response = await ask(request.path, { signal, headers: request.headers });
  const text = await response.text();
  const milliseconds = performance.now() - start;
  let body = text;
  try {
    body = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not JSON: shown as it came.
  }
  return {
    status: `${response.status} ${response.statusText}`,
    headers: SHOWN_HEADERS.flatMap((name): [string, string][] => {
      const value = response.headers.get(name);
      return value ? [[name, value]] : [];
    }),
    warnings: parseWarnings(response.headers.get('NGSILD-Warning')),
    body,
    size: new TextEncoder().encode(text).length,
    milliseconds,
  };
}

/** What the node really answers, and how to ask the same from elsewhere. */
export class RawScreen extends PageElement {
  static override properties = { parameters: { attribute: false } };
  declare parameters: URLSearchParams;
  private readonly loader = new Loader<RawAnswer>(this);

  constructor() {
    super();
    this.parameters = new URLSearchParams();
  }

  private get type(): string {
    return this.parameters.get('type') ?? 'OffStreetParking';
  }

  private get format(): Format {
    const wanted = this.parameters.get('format');
    return FORMATS.find((known) => known === wanted) ?? 'normalized';
  }

  private get limit(): string {
    const wanted = this.parameters.get('limit') ?? '20';
    return LIMITS.includes(wanted) ? wanted : '20';
  }

  private get request(): RawRequest {
    return rawRequest(this.type, this.format, Number(this.limit));
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('parameters')) this.reload();
  }

  private readonly reload = () => void this.loader.load((signal) => send(this.request, signal), true);

  protected override render(): TemplateResult {
    const command = curl(location.origin, this.request);
    return html`<div class="page">
      <h1>${t('nav.raw')}</h1>
      <p class="lead">${t('raw.lead')}</p>
      <div class="controls">
        ${typeChoice(this.type, (type) => replaceParameters({ type }))}
        <label>
          <span>${t('raw.limit')}</span>
          <select @change=${this.onLimit}>
            ${LIMITS.map((one) => html`<option value=${one} ?selected=${one === this.limit}>${number(Number(one))}</option>`)}
          </select>
        </label>
        <fieldset class="segments">
          <legend>${t('raw.format')}</legend>
          ${FORMATS.map(
            (one) => html`<label><input type="radio" name="format" value=${one} .checked=${one === this.format}
              @change=${() => replaceParameters({ format: one })} /><span>${t(`format.${one}`)}</span></label>`,
          )}
        </fieldset>
      </div>
      <section aria-labelledby="request-title">
        <div class="title-row">
          <h2 id="request-title">${t('raw.request')}</h2>
          <tt-copy .text=${command} .label=${t('raw.copyRequest')}></tt-copy>
        </div>
        <pre tabindex="0" role="group" aria-label=${t('raw.request')}>${command}</pre>
      </section>
      <section aria-labelledby="answer-title">
        <h2 id="answer-title">${t('raw.answer')}</h2>
        ${loadedView(this.loader.current, this.reload, (answer) => this.answer(answer))}
      </section>
    </div>`;
  }

  private answer(answer: RawAnswer): TemplateResult {
    const cut = answer.body.length > SHOWN;
    return html`
      ${warningsView(answer.warnings)}
      <p>
        <strong>${answer.status}</strong> · ${bytes(answer.size)} ·
        ${t('raw.milliseconds', { ms: number(answer.milliseconds) })}
      </p>
      <dl class="facts headers">
        ${answer.headers.map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`)}
      </dl>
      <div class="controls">
        <tt-copy .text=${answer.body} .label=${t('raw.copyAnswer')}></tt-copy>
        ${cut ? html`<span class="muted">${t('raw.cut', { shown: bytes(SHOWN) })}</span>` : nothing}
      </div>
      <pre class="answer" tabindex="0" role="group" aria-label=${t('raw.answer')}>${answer.body.slice(0, SHOWN)}</pre>
    `;
  }

  private readonly onLimit = (event: Event) => {
    replaceParameters({ limit: (event.target as HTMLSelectElement).value });
  };
}

customElements.define('tt-raw', RawScreen);
