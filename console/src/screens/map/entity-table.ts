import { html, type TemplateResult } from 'lit';
import type { PlacedEntity } from '../../domain/crossborder.ts';
import { nameOf, textOf } from '../../domain/entity.ts';
import { levelName, measureName, originNames, typeName, valueText } from '../../domain/labels.ts';
import { levelOf, measuresOf, type Measure } from '../../domain/measures.ts';
import { table, type Column } from '../../ui/table.ts';
import { licencesOf } from '../../domain/licence.ts';
import { licenceView, time } from '../../ui/views.ts';
import { currentLanguage } from '../../settings.ts';
import { t } from '../../i18n.ts';
import { position } from './position.ts';
import { ring } from './legend.ts';

function measureColumn(measure: Measure): Column<PlacedEntity> {
  return {
    key: measure.id,
    label: measureName(measure),
    sort: ({ entity }) => measure.read(entity),
    cell: ({ entity }) => {
      const value = measure.read(entity);
      if (value === undefined) return t('level.unknown');
      return html`<span class="with-ring">${ring(levelOf(measure, value))}${valueText(measure, value, entity)}</span>
        <small class="muted">${levelName(measure, value)}</small>`;
    },
  };
}

/** Everything that the map shows, in words. */
export function entityTable(items: readonly PlacedEntity[], type: string): TemplateResult {
  const language = currentLanguage();
  const measures = measuresOf(type);
  const observed = ({ entity }: PlacedEntity) => measures.map((one) => one.observed(entity)).find(Boolean);
  const columns: Column<PlacedEntity>[] = [
    {
      key: 'name',
      label: t('column.name'),
      sort: ({ entity }) => nameOf(entity, language),
      cell: ({ entity }) => html`${nameOf(entity, language)}`,
    },
    { key: 'city', label: t('column.city'), sort: (row) => originNames(row.origins), cell: (row) => originNames(row.origins) },
    ...measures.map(measureColumn),
    { key: 'observed', label: t('column.observed'), sort: observed, cell: (row) => time(observed(row)) },
    {
      key: 'status',
      label: t('attribute.status'),
      sort: ({ entity }) => textOf(entity, 'status', language),
      cell: ({ entity }) => textOf(entity, 'status', language) ?? '–',
    },
    { key: 'position', label: t('column.position'), sort: ({ entity }) => position(entity), cell: ({ entity }) => position(entity) ?? '–' },
    {
      key: 'licence',
      label: t('source.licence'),
      sort: ({ entity }) => licencesOf(entity, language)[0]?.title,
      cell: ({ entity }) => {
        const licences = licencesOf(entity, language);
        return licences.length === 0 ? '–' : html`${licences.map((one) => licenceView(one))}`;
      },
    },
  ];
  return table(typeName(type), columns, items);
}
