import { html, type TemplateResult } from 'lit';
import type { Counts } from '../../api/node.ts';
import { table, type Column } from '../../ui/table.ts';
import { t } from '../../i18n.ts';
import { number } from '../../format.ts';
import { href } from '../../router.ts';
import { typeName } from '../../domain/labels.ts';

type TypeCount = Counts['types'][number];

/** How many entities of each type this node itself holds, with the way to the map. */
export function typeTable(types: readonly TypeCount[]): TemplateResult {
  const columns: Column<TypeCount>[] = [
    {
      key: 'type',
      label: t('column.type'),
      sort: (row) => typeName(row.type),
      cell: (row) => html`<a href=${href('map', { type: row.type })}>${typeName(row.type)}</a> <small class="muted">${row.type}</small>`,
    },
    { key: 'count', label: t('column.count'), numeric: true, sort: (row) => row.count, cell: (row) => number(row.count) },
  ];
  return table(t('start.holds'), columns, types);
}
