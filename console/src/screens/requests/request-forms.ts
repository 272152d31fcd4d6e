/** Asking for data, and answering those who ask. */
import { html, type TemplateResult } from 'lit';
import type { Offer } from '../../api/offers.ts';
import type { Answer, NewWish } from '../../api/wanted.ts';
import { t } from '../../i18n.ts';
import { field } from '../../ui/field.ts';

const text = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** What the form says; what is empty is left out. */
export function wishOf(form: FormData): NewWish {
  const list = (name: string) => text(form, name).split(/[\s,]+/).filter(Boolean);
  const description = text(form, 'description');
  const purpose = text(form, 'purpose');
  const needBy = text(form, 'needBy');
  return {
    title: text(form, 'title'),
    ...(description ? { description } : {}),
    ...(list('types').length > 0 ? { types: list('types') } : {}),
    ...(purpose ? { purpose } : {}),
    ...(needBy ? { needBy } : {}),
    ...(list('to').length > 0 ? { to: list('to') } : {}),
  };
}

export function wishForm(busy: boolean, send: (wish: NewWish) => Promise<boolean>): TemplateResult {
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (await send(wishOf(new FormData(form)))) form.reset();
  };
  return html`<form class="card" aria-labelledby="wish-title" @submit=${onSubmit}>
    <h3 id="wish-title">${t('wanted.new')}</h3>
    ${field('title', t('wanted.what'), { required: true })} ${field('description', t('offer.description'), { required: true })}
    ${field('types', t('wanted.types'), { hint: t('offer.texts.hint') })} ${field('purpose', t('wanted.purpose'))}
    <div class="field">
      <label for="field-needBy">${t('wanted.needBy')}</label>
      <input id="field-needBy" name="needBy" type="date" />
    </div>
    ${field('to', t('wanted.to'), { hint: t('wanted.to.hint') })}
    <div class="controls"><button type="submit" ?disabled=${busy}>${t('wanted.send')}</button></div>
  </form>`;
}

export interface Given {
  readonly kind: Answer['kind'];
  readonly text?: string;
  readonly dataset?: string;
}

/** The three ways to answer; an offer names what is published here. */
export function answerForm(id: string, offers: readonly Offer[], busy: boolean, send: (given: Given) => void): TemplateResult {
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement, event.submitter);
    const said = text(form, 'text');
    const kind = text(form, 'kind') as Answer['kind'];
    send({ kind, ...(said ? { text: said } : {}), ...(kind === 'offer' ? { dataset: text(form, 'dataset') } : {}) });
  };
  return html`<form @submit=${onSubmit}>
    <div class="field">
      <label for="text-${id}">${t('wanted.answer.text')}</label>
      <input id="text-${id}" name="text" type="text" autocomplete="off" required />
    </div>
    <div class="field">
      <label for="dataset-${id}">${t('wanted.answer.dataset')}</label>
      <select id="dataset-${id}" name="dataset">
        ${offers.filter((one) => one.published).map((one) => html`<option value=${one.id}>${one.title}</option>`)}
      </select>
    </div>
    <div class="controls">
      <button type="submit" name="kind" value="answer" ?disabled=${busy}>${t('wanted.answer')}</button>
      <button type="submit" name="kind" value="offer" class="quiet" ?disabled=${busy || !offers.some((one) => one.published)}>${t('wanted.offer')}</button>
      <button type="submit" name="kind" value="refusal" class="quiet" ?disabled=${busy}>${t('wanted.refuse')}</button>
    </div>
  </form>`;
}
