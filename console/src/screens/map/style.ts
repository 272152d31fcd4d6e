import type { FeatureCollection, GeoJSON } from 'geojson';
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';

/** What is drawn, bottom first. */
export interface Drawn {
  readonly land: GeoJSON;
  readonly borders: GeoJSON;
  readonly countries: FeatureCollection;
  readonly districts: FeatureCollection;
  readonly districtNames: FeatureCollection;
  readonly shapes: FeatureCollection;
  readonly cities: FeatureCollection;
  readonly markers: FeatureCollection;
}

/** From here on single markers are shown; below, nearby ones are counted together. */
export const CLUSTER_UNTIL = 10;

/** Without a glyphs address the letters are drawn by the browser from its own fonts. */
const FONT = ['system-ui', 'sans-serif'];

function ground(palette: Palette): LayerSpecification[] {
  return [
    { id: 'water', type: 'background', paint: { 'background-color': palette.water } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': palette.land, 'fill-antialias': true } },
    { id: 'districts', type: 'fill', source: 'districts', minzoom: 8, paint: { 'fill-color': palette.district } },
    {
      id: 'district-lines',
      type: 'line',
      source: 'districts',
      minzoom: 8,
      paint: { 'line-color': palette.districtLine, 'line-width': 1, 'line-dasharray': [3, 2] },
    },
    { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': palette.border, 'line-width': 1.6 } },
  ];
}

function labels(palette: Palette): LayerSpecification[] {
  const paint = { 'text-color': palette.label, 'text-halo-color': palette.land, 'text-halo-width': 1.5 };
  const name = ['get', 'name'] as ['get', string];
  return [
    {
      id: 'country-labels',
      type: 'symbol',
      source: 'countries',
      maxzoom: 9,
      layout: { 'text-field': name, 'text-font': FONT, 'text-size': 13, 'text-letter-spacing': 0.08 },
      paint,
    },
    {
      id: 'district-labels',
      type: 'symbol',
      source: 'districtNames',
      minzoom: 10.5,
      layout: { 'text-field': name, 'text-font': FONT, 'text-size': 12, 'text-max-width': 8 },
      paint,
    },
  ];
}

function data(palette: Palette, selected: string): LayerSpecification[] {
  return [
    { id: 'shapes', type: 'line', source: 'shapes', paint: { 'line-color': palette.accent, 'line-width': 1.5 } },
    {
      id: 'clusters',
      type: 'symbol',
      source: 'markers',
      filter: ['has', 'point_count'],
      layout: {
        'icon-image': ['concat', 'cluster|', ['get', 'point_count']],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'selected',
      type: 'circle',
      source: 'markers',
      filter: ['==', ['get', 'id'], selected],
      paint: {
        'circle-radius': 22,
        'circle-color': palette.accent,
        'circle-opacity': 0.25,
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'markers',
      type: 'symbol',
      source: 'markers',
      filter: ['!', ['has', 'point_count']],
      layout: { 'icon-image': ['get', 'image'], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    {
      id: 'city-labels',
      type: 'symbol',
      source: 'cities',
      maxzoom: CLUSTER_UNTIL,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 15,
        'text-offset': [0, 1.9],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.land, 'text-halo-width': 2 },
    },
  ];
}

export function mapStyle(drawn: Drawn, palette: Palette, selected: string): StyleSpecification {
  const source = (content: GeoJSON, attribution?: string) =>
    ({ type: 'geojson', data: content, ...(attribution ? { attribution } : {}) }) as const;
  return {
    version: 8,
    sources: {
      land: source(drawn.land, 'Natural Earth'),
      borders: source(drawn.borders),
      countries: source(drawn.countries),
      districts: source(drawn.districts),
      districtNames: source(drawn.districtNames),
      shapes: source(drawn.shapes),
      cities: source(drawn.cities),
      markers: {
        type: 'geojson',
        data: drawn.markers,
        cluster: true,
        clusterRadius: 45,
        clusterMaxZoom: CLUSTER_UNTIL,
      },
    },
    layers: [...ground(palette), ...labels(palette), ...data(palette, selected)],
  };
}
