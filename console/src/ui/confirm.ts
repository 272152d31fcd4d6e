import { html, nothing, render } from 'lit';
import { t } from '../i18n.ts';

/** Asks before something that cannot be undone. The browser's own modal dialog keeps and gives back the focus. */
export async function confirmDialog(question: string, action: string): Promise<boolean> {
  return (await ask(question, action, false)) !== undefined;
}

/** Asks likewise, and for the reason that the other side is told; undefined where the visitor thinks better of it. */
export const reasonDialog = (question: string, action: string): Promise<string | undefined> => ask(question, action, true);

function ask(question: string, action: string, wantsReason: boolean): Promise<string | undefined> {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'confirm-question');
  const yes = () => {
    if (dialog.querySelector('input')?.reportValidity() ?? true) dialog.close('yes');
  };
  render(
    html`<p id="confirm-question">${question}</p>
      ${wantsReason
        ? html`<div class="field">
            <label for="confirm-reason">${t('action.reason')}</label>
            <input id="confirm-reason" type="text" autocomplete="off" required />
          </div>`
        : nothing}
      <div class="controls">
        <button type="button" autofocus @click=${() => dialog.close('no')}>${t('action.cancel')}</button>
        <button type="button" class="danger" @click=${yes}>${action}</button>
      </div>`,
    dialog,
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const reason = dialog.querySelector('input')?.value.trim() ?? '';
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? reason : undefined);
    });
    dialog.showModal();
  });
}
