/** The base map without any tile server: countries from Natural Earth (inside the console), districts from the node. */
import type { FeatureCollection, Point } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { feature, mesh } from 'topojson-client';
import countriesUrl from 'world-atlas/countries-50m.json?url';
import { ask, readJson } from '../../api/http.ts';
import { API, CONTEXT_LINK } from '../../api/ngsi.ts';
import { countryName } from '../../format.ts';
import { COUNTRY_LABELS } from './country-labels.ts';
import type { GeoJSON } from 'geojson';

export interface BaseMap {
  readonly land: GeoJSON;
  readonly borders: GeoJSON;
}

let loaded: Promise<BaseMap> | undefined;

async function load(): Promise<BaseMap> {
  const topology = await readJson<Topology<{ countries: GeometryCollection }>>(await ask(countriesUrl));
  const { countries } = topology.objects;
  return { land: feature(topology, countries), borders: mesh(topology, countries, (a, b) => a !== b) };
}

/** Loaded once per visit. A failure is not kept: the next visit to the map tries again. */
export function baseMap(): Promise<BaseMap> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** City districts that this node and its peers hold; none is no problem. */
export async function districts(signal: AbortSignal): Promise<FeatureCollection> {
  const url = `${API}/entities?type=AdministrativeArea&limit=1000&format=simplified`;
  try {
    const answer = await ask(url, { signal, headers: { Accept: 'application/geo+json', Link: CONTEXT_LINK } });
    const collection = await readJson<FeatureCollection>(answer);
    return { ...EMPTY, features: collection.features.filter((one) => one.geometry) };
  } catch {
    return EMPTY;
  }
}

export function countryLabels(): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: COUNTRY_LABELS.map(([code, lon, lat]) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { name: countryName(code) },
    })),
  };
}
