import { html, render } from 'lit';
import { t } from '../i18n.ts';

/** Asks before something that cannot be undone. The browser's own modal dialog keeps and gives back the focus. */
export function confirmDialog(question: string, action: string): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'confirm-question');
  render(
    html`<p id="confirm-question">${question}</p>
      <div class="controls">
        <button type="button" autofocus @click=${() => dialog.close('no')}>${t('action.cancel')}</button>
        <button type="button" class="danger" @click=${() => dialog.close('yes')}>${action}</button>
      </div>`,
    dialog,
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}
