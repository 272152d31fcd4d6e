import { svg, html, type TemplateResult } from 'lit';

const PATHS = {
  check: svg`<path d="M3 8.5l3.2 3.2L13 5" />`,
  alert: svg`<path d="M8 2l6.5 11.5h-13zM8 6.5v3.2M8 11.6v.1" />`,
  cross: svg`<path d="M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />`,
  dot: svg`<circle cx="8" cy="8" r="3" />`,
  copy: svg`<path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" />`,
  close: svg`<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />`,
  map: svg`<path d="M1.5 4l4.3-2 4.4 2 4.3-2v10l-4.3 2-4.4-2-4.3 2zM5.8 2v10M10.2 4v10" />`,
  table: svg`<path d="M2 3h12v10H2zM2 6.5h12M6.5 6.5V13" />`,
  refresh: svg`<path d="M13.5 8a5.5 5.5 0 11-1.6-3.9M13.5 1.5v3h-3" />`,
  download: svg`<path d="M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11" />`,
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: the words beside it carry the meaning. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    ${PATHS[name]}
  </svg>`;
}
