/** NGSILD-Warning headers (clause 6.3.17): which source did not answer, and how. */

export interface Warning {
  /** 110 stale, 111 rubbish, 199 no answer or a loop, 299 an error answer. */
  readonly code: number;
  /** The source that the warning is about: its name where the text begins with it, else its host. */
  readonly source: string;
  readonly text: string;
}

/** Several headers arrive joined by commas; each value is `code agent "text"`. */
export function parseWarnings(header: string | null): Warning[] {
  if (!header) return [];
  const found: Warning[] = [];
  for (const match of header.matchAll(/(\d{3})\s+(\S+)\s+"((?:[^"\\]|\\.)*)"/g)) {
    const text = (match[3] ?? '').replace(/\\(.)/g, '$1');
    const named = /^([^:(]+) \([^)]*\): (.+)$/s.exec(text);
    found.push({ code: Number(match[1]), source: named?.[1] ?? match[2] ?? '', text: named?.[2] ?? text });
  }
  return found.length > 0 ? found : [{ code: 0, source: '', text: header }];
}
