import { html, type TemplateResult } from 'lit';
import { PageElement } from './element.ts';
import { currentLanguage } from '../settings.ts';
import { t } from '../i18n.ts';
import { announce } from './announce.ts';
import { compareCells } from './order.ts';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  readonly numeric?: boolean;
  /** What the order of rows goes by. */
  sort(row: Row): string | number | undefined;
  cell(row: Row): TemplateResult | string;
}

/** A table whose columns sort by a button in their header. The first column heads its row. */
export class SortableTable extends PageElement {
  static override properties = {
    columns: { attribute: false },
    rows: { attribute: false },
    caption: {},
    sortedBy: { state: true },
    descending: { state: true },
  };
  declare columns: readonly Column<unknown>[];
  declare rows: readonly unknown[];
  declare caption: string;
  declare sortedBy: string;
  declare descending: boolean;

  constructor() {
    super();
    this.columns = [];
    this.rows = [];
    this.caption = '';
    this.sortedBy = '';
    this.descending = false;
  }

  protected override render(): TemplateResult {
    return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${this.caption}>
      <table>
        <caption class="visually-hidden">
          ${this.caption}
        </caption>
        <thead>
          <tr>
            ${this.columns.map((column) => this.header(column))}
          </tr>
        </thead>
        <tbody>
          ${this.sorted().map((row) => html`<tr>${this.columns.map((column, place) => this.cell(column, row, place))}</tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  private header(column: Column<unknown>): TemplateResult {
    const active = column.key === this.sortedBy;
    const order = active ? (this.descending ? 'descending' : 'ascending') : 'none';
    return html`<th scope="col" class=${column.numeric ? 'number' : ''} aria-sort=${order}>
      <button type="button" class="sort" @click=${() => this.sortBy(column)}>
        ${column.label}<span class="arrow" aria-hidden="true">${active ? (this.descending ? '▼' : '▲') : '↕'}</span>
      </button>
    </th>`;
  }

  private cell(column: Column<unknown>, row: unknown, place: number): TemplateResult {
    const style = column.numeric ? 'number' : '';
    return place === 0
      ? html`<th scope="row" class=${style}>${column.cell(row)}</th>`
      : html`<td class=${style}>${column.cell(row)}</td>`;
  }

  private sorted(): unknown[] {
    const column = this.columns.find((one) => one.key === this.sortedBy);
    if (!column) return [...this.rows];
    return [...this.rows].sort((a, b) => compareCells(column.sort(a), column.sort(b), this.descending, currentLanguage()));
  }

  private sortBy(column: Column<unknown>): void {
    this.descending = this.sortedBy === column.key && !this.descending;
    this.sortedBy = column.key;
    announce(t(this.descending ? 'table.sorted.down' : 'table.sorted.up', { column: column.label }));
  }
}

customElements.define('tt-table', SortableTable);

/** The element with its types checked. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): TemplateResult {
  return html`<tt-table .caption=${caption} .columns=${columns} .rows=${rows}></tt-table>`;
}
