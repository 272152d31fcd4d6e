/** What the wizard's form says, as the node takes it. */
import type { Choice, Content, OfferInput, ServiceLevel, Template } from '../../api/offers.ts';

/** The name of a template's choice in the form. */
export const choiceName = (choice: Choice): string => `choice-${choice.name}`;

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
const texts = (form: FormData, name: string): string[] => form.getAll(name).map(String).filter(Boolean);

function contentOf(form: FormData): Content {
  if (text(form, 'kind') === 'remote') {
    return { kind: 'remote', source: text(form, 'source'), mediaType: text(form, 'mediaType') };
  }
  const attributes = text(form, 'part') === 'some' ? texts(form, 'attribute') : [];
  const area = text(form, 'area') === 'polygon' ? text(form, 'polygon') : text(form, 'area');
  return {
    kind: 'entities',
    types: texts(form, 'type'),
    ...(attributes.length > 0 ? { attributes } : {}),
    ...(area ? { area } : {}),
  };
}

function choicesOf(form: FormData, template: Template): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const choice of template.choices) {
    if (choice.kind === 'texts') {
      const values = texts(form, choiceName(choice)).flatMap((value) => value.split(/[\s,]+/).filter(Boolean));
      if (values.length > 0 || choice.allowed) chosen[choice.name] = values;
    } else if (text(form, choiceName(choice))) {
      chosen[choice.name] = text(form, choiceName(choice));
    }
  }
  return chosen;
}

function levelOf(form: FormData): ServiceLevel {
  const age = text(form, 'maxAge');
  const entities = text(form, 'entities');
  return { ...(age ? { maxAge: `PT${age}M` } : {}), ...(entities ? { entities: Number(entities) } : {}) };
}

/** The offer as it stands in the form; what the visitor left empty is left out. */
export function draftOf(form: FormData, templates: readonly Template[]): OfferInput {
  const picked = templates.find((one) => one.template === text(form, 'template'));
  const choices = picked ? choicesOf(form, picked) : {};
  const description = text(form, 'description');
  const within = form.has('withinRulebook') ? { withinRulebook: true } : {};
  const level = levelOf(form);
  return {
    title: text(form, 'title'),
    ...(description ? { description } : {}),
    content: contentOf(form),
    terms: picked ? [{ template: picked.template, ...(Object.keys(choices).length > 0 ? { choices } : {}), ...within }] : [],
    ...(Object.keys(level).length > 0 ? { serviceLevel: level } : {}),
    published: true,
  };
}
