/** The request behind the map, as something to look at and to copy. */
import { API, CONTEXT_LINK } from '../../api/ngsi.ts';

export const FORMATS = ['normalized', 'concise', 'simplified', 'geojson'] as const;
export type Format = (typeof FORMATS)[number];

export interface RawRequest {
  readonly path: string;
  readonly headers: Record<string, string>;
}

export function rawRequest(type: string, format: Format, limit: number): RawRequest {
  const query = new URLSearchParams({ type, limit: String(limit), count: 'true', entityMap: 'true' });
  // GeoJSON is asked for by media type; its attributes are simplified to stay readable (clause 6.3.7).
  query.set('format', format === 'geojson' ? 'simplified' : format);
  return {
    path: `${API}/entities?${query}`,
    headers: { Accept: format === 'geojson' ? 'application/geo+json' : 'application/json', Link: CONTEXT_LINK },
  };
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same request for a terminal; headers of the answer included, because they name the sources. */
export function curl(base: string, request: RawRequest): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `  -H ${shellQuoted(`${name}: ${value}`)}`);
  return [`curl -i ${shellQuoted(base + request.path)}`, ...headers].join(' \\\n');
}

/** Headers of the answer worth reading. */
export const SHOWN_HEADERS = ['Content-Type', 'NGSILD-Results-Count', 'NGSILD-EntityMap', 'NGSILD-Warning', 'Link'];
