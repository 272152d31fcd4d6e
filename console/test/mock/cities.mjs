// Invented figures at real places: what two nodes would answer. Car parks: id, name, lon, lat, places.
export const MUENSTER_PARKS = [
  ['parkhaus-theater', 'Parkhaus Theater', 7.6284, 51.9655, 748],
  ['parkplatz-hoerster-platz', 'Parkplatz Hörster Platz', 7.6333, 51.9638, 202],
  ['parkhaus-alter-steinweg', 'Parkhaus Alter Steinweg', 7.6306, 51.9627, 390],
  ['busparkplatz', 'Parkplatz Busparkplatz', 7.6142, 51.9655, 63],
  ['schlossplatz-nord', 'Parkplatz Schlossplatz Nord', 7.6157, 51.9652, 450],
  ['schlossplatz-sued', 'Parkplatz Schlossplatz Süd', 7.6151, 51.9619, 460],
  ['parkhaus-aegidii', 'Parkhaus Aegidii', 7.6226, 51.9586, 750],
  ['georgskommende', 'Parkplatz Georgskommende', 7.6203, 51.9606, 272],
  ['muenster-arkaden', 'Parkhaus Münster-Arkaden', 7.6276, 51.9596, 150],
  ['parkhaus-karstadt', 'Parkhaus Karstadt', 7.6309, 51.9604, 183],
  ['parkhaus-stubengasse', 'Parkhaus Stubengasse', 7.6312, 51.9587, 318],
  ['bremer-platz', 'Parkhaus Bremer Platz', 7.6375, 51.9556, 354],
  ['engelenschanze', 'Parkhaus Engelenschanze', 7.6307, 51.9552, 480],
  ['bahnhofstrasse', 'Parkhaus Bahnhofstraße', 7.6345, 51.9571, 311],
  ['cineplex', 'Parkhaus Cineplex', 7.6406, 51.9478, 590],
  ['stadthaus-3', 'Parkhaus PH Stadthaus 3', 7.6288, 51.9432, 372],
];

export const GHENT_PARKS = [
  ['tolhuis', 'Tolhuis', 3.72497, 51.0637, 150],
  ['ledeberg', 'Ledeberg', 3.73857, 51.03634, 500],
  ['sint-michiels', 'Sint-Michiels', 3.71973, 51.05311, 304],
  ['sint-pietersplein', 'Sint-Pietersplein', 3.72598, 51.04203, 698],
  ['ramen', 'Ramen', 3.71653, 51.05532, 260],
  ['b-park-sint-pieters', 'B-Park Gent Sint-Pieters', 3.70502, 51.0369, 500],
  ['dok-noord', 'Dok noord', 3.73284, 51.06569, 550],
  ['vrijdagmarkt', 'Vrijdagmarkt', 3.72607, 51.05713, 605],
  ['savaanstraat', 'Savaanstraat', 3.72346, 51.04877, 525],
  ['reep', 'Reep', 3.72989, 51.05216, 489],
  ['getouw', 'Getouw', 3.71483, 51.07257, 340],
  ['b-park-dampoort', 'B-Park Dampoort', 3.73956, 51.0561, 60],
];

const COUNTERS = [
  ['gartenstrasse', 'Gartenstraße', 7.6358, 51.9701],
  ['hafenstrasse', 'Hafenstraße', 7.6323, 51.9548],
  ['hammer-strasse', 'Hammer Straße', 7.6258, 51.9546],
  ['neutor', 'Neutor', 7.6184, 51.9673],
  ['promenade', 'Promenade', 7.6335, 51.9617],
];

const STATIONS = [
  ['denw260', 'Weseler Straße', 7.6194, 51.9533],
  ['denw095', 'Münster-Geist', 7.6116, 51.9365],
];

const DISTRICTS = [
  ['mitte', 'Mitte', 7.6, 51.94, 7.66, 51.98],
  ['west', 'Münster-West', 7.5, 51.93, 7.6, 52.0],
  ['nord', 'Münster-Nord', 7.57, 51.98, 7.66, 52.03],
];

const at = (minutesAgo) => new Date(Date.now() - minutesAgo * 60_000).toISOString().replace(/\.\d+Z/, 'Z');
const property = (value, more = {}) => ({ type: 'Property', value, ...more });
const point = (lon, lat) => ({ type: 'GeoProperty', value: { type: 'Point', coordinates: [lon, lat] } });

/** A smooth day: little at night, most in the afternoon; each car park a bit different. */
export function share(seed, time) {
  const hour = (time / 3_600_000) % 24;
  const day = Math.max(0, Math.sin(((hour - 7) / 14) * Math.PI));
  const wobble = Math.sin(time / 2_900_000 + seed) * 0.05;
  return Math.min(1, Math.max(0, 0.12 + (0.55 + (seed % 5) * 0.09) * day + wobble));
}

/** Provenance as the nodes put it on each entity. */
const from = ([title, provider, licence, url]) => ({
  provenance: {
    type: 'JsonProperty',
    json: [{ source: 'x', title, url, provider, attribution: provider, licence, licenceConfirmed: false, attributes: ['name', 'location', 'availableSpotNumber'] }],
  },
  source: property(url),
  dataProvider: property(provider),
  license: property(licence),
});

function park(city, [slug, name, lon, lat, places], seed) {
  // Fixed shares for the current state, so that every level is on the map; one without a value.
  const taken = [0.32, 0.55, 0.74, 0.86, 0.97, 1, 0.12, 0.63][seed % 8];
  const silent = slug === 'muenster-arkaden';
  const ghent = city === 'ghent';
  return {
    id: `urn:ngsi-ld:OffStreetParking:${city}:${slug}`,
    type: 'OffStreetParking',
    name: property(name),
    location: point(lon, lat),
    totalSpotNumber: property(places, { observedAt: at(4) }),
    ...(silent ? {} : { availableSpotNumber: property(Math.round(places * (1 - taken)), { observedAt: at(4) }) }),
    status: property(silent ? 'closed' : 'open'),
    ...from(
      ghent
        ? ['Car parks of Ghent', 'Stad Gent', 'Gratis Open Data Licentie Vlaanderen v1.2', 'https://data.stad.gent']
        : ['Car parks of Münster', 'Stadt Münster', 'dl-de/by-2-0', 'https://opendata.stadt-muenster.de'],
    ),
  };
}

const counter = ([slug, name, lon, lat], seed) => ({
  id: `urn:ngsi-ld:TrafficFlowObserved:muenster:${slug}`,
  type: 'TrafficFlowObserved',
  name: property(name),
  location: { ...point(lon, lat), locationPrecision: property(100, { unitCode: 'MTR' }) },
  vehicleType: property('bicycle'),
  intensity: property([8, 34, 97, 180, 51][seed % 5], { observedAt: at(12) }),
  dateObserved: property({ '@type': 'DateTime', '@value': at(12) }),
  dataProvider: property('Stadt Münster'),
});

const station = ([slug, name, lon, lat], seed) => ({
  id: `urn:ngsi-ld:AirQualityObserved:muenster:${slug}`,
  type: 'AirQualityObserved',
  name: property(name),
  location: point(lon, lat),
  no2: property([43, 12][seed], { unitCode: 'GQ', observedAt: at(40) }),
  pm10: property([18, 9][seed], { unitCode: 'GQ', observedAt: at(40) }),
  airQualityIndex: property(2),
});

const district = ([slug, name, west, south, east, north]) => ({
  id: `urn:ngsi-ld:AdministrativeArea:muenster:${slug}`,
  type: 'AdministrativeArea',
  name: property(name),
  location: {
    type: 'GeoProperty',
    value: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
  },
});

export function entitiesOf(type) {
  switch (type) {
    case 'OffStreetParking':
      return [
        ...MUENSTER_PARKS.map((one, seed) => park('muenster', one, seed)),
        ...GHENT_PARKS.map((one, seed) => park('ghent', one, seed + 3)),
      ];
    case 'TrafficFlowObserved':
      return COUNTERS.map(counter);
    case 'AirQualityObserved':
      return STATIONS.map(station);
    case 'AdministrativeArea':
      return DISTRICTS.map(district);
    default:
      return [];
  }
}

/** Answer of the temporal interface with options=temporalValues; half-hourly. */
export function historyOf(id, from) {
  const all = [...MUENSTER_PARKS, ...GHENT_PARKS];
  const seed = all.findIndex(([slug]) => id.endsWith(`:${slug}`));
  if (seed < 0) return undefined;
  const places = all[seed][4];
  const values = [];
  for (let time = Math.ceil(from / 1_800_000) * 1_800_000; time < Date.now(); time += 1_800_000) {
    values.push([Math.round(places * (1 - share(seed, time))), new Date(time).toISOString()]);
  }
  return {
    id,
    type: 'OffStreetParking',
    availableSpotNumber: { type: 'Property', values },
    totalSpotNumber: { type: 'Property', values: values.slice(0, 1).map(([, time]) => [places, time]) },
  };
}
