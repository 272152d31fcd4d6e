/** Says something to screen readers without moving anything on the screen. */

let region: HTMLElement | undefined;

/** The app hands over its polite live region once. */
export function useLiveRegion(element: HTMLElement): void {
  region = element;
}

export function announce(text: string): void {
  if (!region) return;
  // A text that is the same as before is not read again; a trailing no-break space makes it another one.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
