// Answers of the management API and the catalogue, in the shapes that the node gives them.
const at = (minutesAgo) => new Date(Date.now() - minutesAgo * 60_000).toISOString();

export const nodeInfo = {
  name: 'muenster',
  title: 'Münster',
  country: 'DE',
  publicUrl: 'http://127.0.0.1:8081',
  version: '0.1.0',
  startedAt: at(190),
  center: [7.6261, 51.9607],
  zoom: 12,
  writes: 'open',
  storage: 'PostgreSQL 18.6 (embedded)',
};

const dlDe = { title: 'dl-de/by-2-0', url: 'https://www.govdata.de/dl-de/by-2-0' };

export const sources = () => [
  {
    id: 'muenster-parking',
    title: 'Car parks of Münster',
    kind: 'csv',
    url: 'http://127.0.0.1:9999/muenster/parking.csv',
    entityTypes: ['https://smartdatamodels.org/dataModel.Parking/OffStreetParking'],
    licence: { ...dlDe, confirmed: false },
    attribution: 'Stadt Münster',
    state: 'ok',
    lastSuccess: at(1),
    lastObserved: at(4),
    nextRun: at(-4),
    accepted: 41210,
    quarantined: 0,
    unchanged: 1203,
    error: null,
  },
  {
    id: 'muenster-bikes',
    title: 'Bicycle counters of Münster',
    kind: 'csv',
    url: 'http://127.0.0.1:9999/muenster/bikes.csv',
    entityTypes: ['https://smartdatamodels.org/dataModel.Transportation/TrafficFlowObserved'],
    licence: { ...dlDe, confirmed: true },
    attribution: 'Stadt Münster',
    state: 'ok',
    lastSuccess: at(3),
    lastObserved: at(12),
    nextRun: at(-12),
    accepted: 6048,
    quarantined: 2,
    unchanged: 0,
    error: null,
  },
  {
    id: 'muenster-air',
    title: 'Air quality of Münster',
    kind: 'csv',
    url: 'http://127.0.0.1:9999/muenster/air.csv',
    entityTypes: ['https://smartdatamodels.org/dataModel.Environment/AirQualityObserved'],
    licence: { ...dlDe, confirmed: false },
    attribution: 'Umweltbundesamt, LANUV NRW',
    state: 'failing',
    lastSuccess: at(160),
    lastObserved: at(200),
    nextRun: at(-1),
    accepted: 336,
    quarantined: 0,
    unchanged: 12,
    error: { at: at(2), message: 'The source answered 503 Service Unavailable.' },
  },
];

export const peers = (url, state = 'up') => [
  {
    id: 'ghent',
    name: 'Ghent',
    url,
    country: 'BE',
    state,
    lastAnswer: at(1),
    lastFailure: state === 'down' ? at(0) : null,
    error: state === 'down' ? 'No connection to 127.0.0.1.' : null,
    latencyMs: 14,
  },
];

export const counts = {
  entities: 36,
  historyInstances: 128904,
  types: [
    { type: 'OffStreetParking', iri: 'https://smartdatamodels.org/dataModel.Parking/OffStreetParking', count: 16 },
    { type: 'TrafficFlowObserved', iri: 'https://smartdatamodels.org/dataModel.Transportation/TrafficFlowObserved', count: 9 },
    { type: 'AirQualityObserved', iri: 'https://smartdatamodels.org/dataModel.Environment/AirQualityObserved', count: 2 },
    { type: 'AdministrativeArea', iri: 'https://schema.org/AdministrativeArea', count: 6 },
  ],
};

export const quarantined = () => [
  {
    id: 'q1',
    source: 'muenster-bikes',
    at: at(25),
    reason: 'intensity must be a number of at least 0, but is "n/a"',
    pointer: '/intensity',
    record: { station: '100034978', time: '2026-11-22T14:30', total: 'n/a' },
  },
  {
    id: 'q2',
    source: 'muenster-bikes',
    at: at(40),
    reason: 'dateObserved is missing',
    pointer: '/dateObserved',
    record: { station: '100031300', total: '31' },
  },
];

export const catalogue = {
  '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/' },
  '@id': 'http://127.0.0.1:8081/catalogue',
  '@type': 'dcat:Catalog',
  'dct:title': [{ '@value': 'Münster', '@language': 'en' }],
  'dcat:dataset': [
    {
      '@id': 'http://127.0.0.1:8081/catalogue/dataset/muenster-parking',
      '@type': 'dcat:Dataset',
      'dct:title': [
        { '@value': 'Car parks of Münster', '@language': 'en' },
        { '@value': 'Parkhäuser in Münster', '@language': 'de' },
      ],
      'dct:description': { '@value': 'Free places, every five minutes.', '@language': 'en' },
      'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': 'Stadt Münster' },
      'dct:modified': { '@value': at(4), '@type': 'http://www.w3.org/2001/XMLSchema#dateTime' },
      'dcat:distribution': {
        '@type': 'dcat:Distribution',
        'dcat:accessURL': { '@id': 'http://127.0.0.1:8081/ngsi-ld/v1/entities?type=OffStreetParking' },
        'dct:license': { '@id': 'https://www.govdata.de/dl-de/by-2-0' },
        'dct:rights': { '@type': 'dct:RightsStatement', 'rdfs:label': 'Stadt Münster; licence unconfirmed' },
        'dct:format': { '@id': 'http://publications.europa.eu/resource/authority/file-type/JSON_LD' },
      },
    },
  ],
};
