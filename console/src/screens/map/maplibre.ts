/** The map library with its style and its worker (a file of our own origin), as one lazy part. */
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { setWorkerUrl } from 'maplibre-gl';

setWorkerUrl(workerUrl);

export { AttributionControl, Map, NavigationControl, ScaleControl } from 'maplibre-gl';
