import { html, type TemplateResult } from 'lit';
import { messageOr, t } from '../i18n.ts';

/** What people call an identity attribute of a data space: in their language where it comes with every data space, else its own name. */
export const attributeName = (code: string, name?: string): string =>
  messageOr(`join.attribute.${code}`, messageOr(`join.type.${code}`, name || code));

/** Identity attributes in words, each with its code as title; "none" where there are none. */
export function attributesView(codes: readonly string[], names: (code: string) => string | undefined = () => undefined): TemplateResult {
  return codes.length === 0
    ? html`${t('join.attributes.none')}`
    : html`${codes.map((code, i) => html`${i > 0 ? ', ' : ''}<span title=${code}>${attributeName(code, names(code))}</span>`)}`;
}
