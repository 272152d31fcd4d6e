import { html, nothing, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { Loader } from '../../ui/loader.ts';
import { badge, emptyView, loadedView, warningsView } from '../../ui/views.ts';
import { icon } from '../../ui/icons.ts';
import { table, type Column } from '../../ui/table.ts';
import { saveFile } from '../../ui/save.ts';
import { t } from '../../i18n.ts';
import { dateTime, number, percent } from '../../format.ts';
import { currentLanguage } from '../../settings.ts';
import { replaceParameters } from '../../router.ts';
import { queryAcrossBorder, type CrossBorderAnswer, type PlacedEntity } from '../../domain/crossborder.ts';
import { nameOf } from '../../domain/entity.ts';
import { originNames } from '../../domain/labels.ts';
import { hourly, summarise, toCsv } from '../../domain/series.ts';
import { choosePair } from './pair.ts';
import { track, type Track } from './histories.ts';
import './chart.ts';

const DAYS = ['1', '3', '7'];

interface HourRow {
  readonly hour: number;
  readonly shares: readonly (number | undefined)[];
}

/** One car park's occupancy against another's, across the border, on the same axes. */
export class CompareScreen extends PageElement {
  static override properties = { parameters: { attribute: false } };
  declare parameters: URLSearchParams;
  private readonly parks = new Loader<CrossBorderAnswer>(this);
  private readonly tracks = new Loader<Track[]>(this);
  private asked = '';

  constructor() {
    super();
    this.parameters = new URLSearchParams();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.loadParks();
  }

  private readonly loadParks = () => void this.parks.load((signal) => queryAcrossBorder('OffStreetParking', signal));

  private get days(): string {
    const wanted = this.parameters.get('days') ?? '3';
    return DAYS.includes(wanted) ? wanted : '3';
  }

  private pair(answer: CrossBorderAnswer): PlacedEntity[] {
    return choosePair(answer.items, this.parameters.get('a'), this.parameters.get('b'));
  }

  protected override updated(): void {
    const answer = this.parks.value;
    if (!answer) return;
    const wanted = [...this.pair(answer).map((item) => item.entity.id), this.days].join(' ');
    if (wanted !== this.asked) {
      this.asked = wanted;
      this.loadTracks();
    }
  }

  private readonly loadTracks = () => {
    const answer = this.parks.value;
    if (!answer) return;
    const from = new Date(Date.now() - Number(this.days) * 86_400_000);
    void this.tracks.load((signal) => Promise.all(this.pair(answer).map((item) => track(item, from, signal))));
  };

  protected override render(): TemplateResult {
    return html`<div class="page">
      <h1>${t('nav.compare')}</h1>
      <p class="lead">${t('compare.lead')}</p>
      ${loadedView(this.parks.current, this.loadParks, (answer) =>
        answer.items.length < 2
          ? html`${warningsView(answer.warnings)}${emptyView(t('compare.none'), t('compare.none.help'))}`
          : this.content(answer),
      )}
    </div>`;
  }

  private content(answer: CrossBorderAnswer): TemplateResult {
    const [a, b] = this.pair(answer);
    return html`
      ${warningsView(answer.warnings)}
      <div class="controls">
        ${this.choice('a', t('compare.first'), answer, a)} ${this.choice('b', t('compare.second'), answer, b)}
        <fieldset class="segments">
          <legend>${t('compare.period')}</legend>
          ${DAYS.map(
            (days) => html`<label><input type="radio" name="days" .checked=${days === this.days}
              @change=${() => replaceParameters({ days })} /><span>${t(days === '1' ? 'compare.day' : 'compare.days', { days: number(Number(days)) })}</span></label>`,
          )}
        </fieldset>
      </div>
      ${loadedView(this.tracks.current, this.loadTracks, (tracks) => this.result(tracks))}
    `;
  }

  private choice(side: 'a' | 'b', label: string, answer: CrossBorderAnswer, current?: PlacedEntity): TemplateResult {
    const groups = Map.groupBy(answer.items, (item) => originNames(item.origins));
    return html`<label>
      <span>${label}</span>
      <select id="park-${side}" @change=${(event: Event) => replaceParameters({ [side]: (event.target as HTMLSelectElement).value })}>
        ${[...groups].map(
          ([city, items]) => html`<optgroup label=${city}>
            ${items.map(({ entity }) => html`<option value=${entity.id} ?selected=${entity.id === current?.entity.id}>${nameOf(entity, currentLanguage())}</option>`)}
          </optgroup>`,
        )}
      </select>
    </label>`;
  }

  private label({ item }: Track): string {
    return `${nameOf(item.entity, currentLanguage())} (${originNames(item.origins)})`;
  }

  private result(tracks: readonly Track[]): TemplateResult {
    if (tracks.every((one) => one.points.length === 0 && !one.failure)) {
      return emptyView(t('compare.empty'), t('compare.empty.help'));
    }
    const direct = tracks.filter((one) => one.direct && !one.failure);
    return html`
      <tt-chart .lines=${tracks.map((one) => ({ name: this.label(one), points: one.points }))}></tt-chart>
      <ul class="plain">
        ${tracks.map((one) => html`<li>${this.sentence(one)}</li>`)}
      </ul>
      ${direct.length > 0
        ? html`<p class="muted">${t('compare.direct', { names: direct.map((one) => originNames(one.item.origins)).join(', ') })}</p>`
        : nothing}
      <div class="controls">
        <button type="button" @click=${() => this.save(tracks)}>${icon('download')}${t('compare.csv')}</button>
      </div>
      <details class="panel">
        <summary>${t('compare.table')}</summary>
        ${this.hours(tracks)}
      </details>
    `;
  }

  private sentence(one: Track): TemplateResult {
    const summary = summarise(one.points);
    const name = html`<strong>${this.label(one)}</strong>`;
    if (one.failure) {
      const { status, title, detail } = one.failure;
      const why = [status || '', title, detail].filter(Boolean).join(' ');
      return html`${name}: ${badge('bad', t('compare.failed'))} ${why}. ${t(one.direct ? 'compare.failed.peer' : 'compare.failed.here')}`;
    }
    if (!summary) return html`${name}: ${t('compare.noHistory')}`;
    return html`${name}:
    ${t('compare.summary', {
      mean: percent(summary.mean),
      peak: percent(summary.peak.share),
      when: dateTime(summary.peak.time),
      count: number(one.points.length),
    })}`;
  }

  private hours(tracks: readonly Track[]): TemplateResult {
    const means = tracks.map((one) => hourly(one.points));
    const hours = [...new Set(means.flatMap((mean) => [...mean.keys()]))].sort((a, b) => b - a);
    const rows: HourRow[] = hours.map((hour) => ({ hour, shares: means.map((mean) => mean.get(hour)) }));
    const columns: Column<HourRow>[] = [
      { key: 'hour', label: t('column.hour'), sort: (row) => row.hour, cell: (row) => dateTime(row.hour) },
      ...tracks.map((one, place): Column<HourRow> => ({
        key: `share${place}`,
        label: this.label(one),
        numeric: true,
        sort: (row) => row.shares[place],
        cell: (row) => (row.shares[place] === undefined ? '–' : percent(row.shares[place])),
      })),
    ];
    return table(t('compare.table'), columns, rows);
  }

  private save(tracks: readonly Track[]): void {
    const text = toCsv(tracks.map((one) => ({ id: one.item.entity.id, name: this.label(one), points: one.points })));
    saveFile('occupancy.csv', 'text/csv;charset=utf-8', text);
  }
}

customElements.define('tt-compare', CompareScreen);
