/** NGSILD-Warning headers (clause 6.3.17): which source did not answer, and how. */

export interface Warning {
  /** 110 stale, 111 rubbish, 199 no answer or a loop, 299 an error answer. */
  readonly code: number;
  /** Host or name of the source that the warning is about. */
  readonly agent: string;
  readonly text: string;
}

/** Several headers arrive joined by commas; each value is `code agent "text"`. */
export function parseWarnings(header: string | null): Warning[] {
  if (!header) return [];
  const found: Warning[] = [];
  for (const match of header.matchAll(/(\d{3})\s+(\S+)\s+"((?:[^"\\]|\\.)*)"/g)) {
    found.push({ code: Number(match[1]), agent: match[2] ?? '', text: (match[3] ?? '').replace(/\\(.)/g, '$1') });
  }
  return found.length > 0 ? found : [{ code: 0, agent: '', text: header }];
}
