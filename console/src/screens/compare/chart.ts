import type uPlot from 'uplot';
import { html, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { aligned, type Point } from '../../domain/series.ts';
import { currentScheme, type Scheme } from '../../settings.ts';
import { dayHour, percent } from '../../format.ts';
import { t } from '../../i18n.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Two lines that differ in colour and in dash; each at least 4.5:1 on its ground. */
const COLOURS: Record<Scheme, { lines: [string, string]; text: string; grid: string }> = {
  light: { lines: ['#0b3d91', '#b3420f'], text: '#404955', grid: '#e3e7ee' },
  dark: { lines: ['#8fb8ff', '#ffb27a'], text: '#c3cad6', grid: '#2d3644' },
  contrast: { lines: ['#00e5ff', '#ffe600'], text: '#ffffff', grid: '#5a5a5a' },
};
const DASHES = [[], [8, 4]];
const HEIGHT = 340;

/** Occupancy in per cent of two car parks on one pair of axes. The table beside it says the same. */
export class OccupancyChart extends PageElement {
  static override properties = { lines: { attribute: false } };
  declare lines: readonly Line[];
  private plot: uPlot | undefined;
  private library: typeof uPlot | undefined;
  private readonly resize = new ResizeObserver(() => this.fit());

  constructor() {
    super();
    this.lines = [];
  }

  override disconnectedCallback(): void {
    this.resize.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const label = t('compare.chart', { names: this.lines.map((line) => line.name).join(', ') });
    const colours = COLOURS[currentScheme()].lines;
    return html`<figure class="chart">
      <figcaption>
        <ul class="legend-lines">
          ${this.lines.map(
            (line, place) => html`<li>
              <svg width="34" height="10" aria-hidden="true">
                <line x1="1" x2="33" y1="5" y2="5" stroke-width="3" stroke=${colours[place] ?? ''}
                  stroke-dasharray=${(DASHES[place] ?? []).join(' ')} />
              </svg>
              ${line.name}
            </li>`,
          )}
        </ul>
      </figcaption>
      <div class="plot" role="img" aria-label=${label}></div>
    </figure>`;
  }

  protected override async updated(): Promise<void> {
    this.library ??= (await import('./uplot.ts')).default;
    const place = this.querySelector<HTMLElement>('.plot');
    if (!place || !this.isConnected) return;
    this.plot?.destroy();
    this.plot = new this.library(this.options(place.clientWidth), aligned(this.lines.map((line) => line.points)), place);
    this.resize.disconnect();
    this.resize.observe(place);
  }

  private fit(): void {
    const width = this.querySelector('.plot')?.clientWidth ?? 0;
    if (this.plot && width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  private options(width: number): uPlot.Options {
    const { lines, text, grid } = COLOURS[currentScheme()];
    const axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
    const shown = (value: number | null) => (value === null ? '–' : percent(value / 100));
    return {
      width,
      height: HEIGHT,
      scales: { x: { time: true }, y: { range: [0, 100] } },
      axes: [
        { ...axis, values: (_, ticks) => ticks.map((tick) => dayHour(tick * 1000)), space: 130 },
        { ...axis, values: (_, ticks) => ticks.map((tick) => percent(tick / 100)), size: 60 },
      ],
      series: [
        { label: t('column.time'), value: (_, value) => (value === null ? '–' : dayHour(value * 1000)) },
        ...this.lines.map((line, place) => ({
          label: line.name,
          stroke: lines[place] ?? text,
          width: 2,
          dash: DASHES[place] ?? [],
          spanGaps: true,
          points: { show: false },
          value: (_: uPlot, value: number | null) => shown(value),
        })),
      ],
    };
  }
}

customElements.define('tt-chart', OccupancyChart);
