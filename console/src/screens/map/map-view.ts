import type { GeoJSONSource, Map as MapLibre, MapMouseEvent } from 'maplibre-gl';
import { html, type TemplateResult } from 'lit';
import { PageElement } from '../../ui/element.ts';
import { problemView } from '../../ui/views.ts';
import { t } from '../../i18n.ts';
import { currentScheme } from '../../settings.ts';
import type { PlacedEntity } from '../../domain/crossborder.ts';
import type { Measure } from '../../domain/measures.ts';
import { geometryOf } from '../../domain/entity.ts';
import { toProblem, type Problem } from '../../api/http.ts';
import { baseMap, countryLabels, districts, type BaseMap } from './base.ts';
import { boundsOf, type Bounds, type City } from './cities.ts';
import { areaNames, cityFeatures, markerFeatures, shapeFeatures } from './features.ts';
import { MARKER_RATIO, drawMarker } from './markers.ts';
import { PALETTES, type Palette } from './palette.ts';
import { CLUSTER_UNTIL, mapStyle, type Drawn } from './style.ts';
import type { FeatureCollection } from 'geojson';

/**
 * The drawn map. Tells "tt-select" (detail: entity id, "" for none) when a marker is clicked, and "tt-no-map" when the
 * browser cannot draw one.
 */
export class MapView extends PageElement {
  static override properties = {
    items: { attribute: false },
    cities: { attribute: false },
    measure: { attribute: false },
    selected: {},
    failure: { state: true },
  };
  declare items: readonly PlacedEntity[];
  declare cities: readonly City[];
  declare measure: Measure | undefined;
  declare selected: string;
  declare failure: Problem | undefined;
  private map: MapLibre | undefined;
  private base: BaseMap | undefined;
  private areas: FeatureCollection = { type: 'FeatureCollection', features: [] };
  private shownPlaces = '';
  private readonly abort = new AbortController();

  constructor() {
    super();
    this.items = [];
    this.cities = [];
    this.selected = '';
  }

  protected override render(): TemplateResult {
    return html`<div class="map-frame">
      ${this.failure ? problemView(this.failure, () => void this.start()) : ''}
      <div class="map-canvas"></div>
    </div>`;
  }

  protected override firstUpdated(): void {
    void this.start();
  }

  override disconnectedCallback(): void {
    this.abort.abort();
    this.map?.remove();
    this.map = undefined;
    super.disconnectedCallback();
  }

  private get palette(): Palette {
    return PALETTES[currentScheme()];
  }

  private drawn(base: BaseMap): Drawn {
    return {
      ...base,
      countries: countryLabels(),
      districts: this.areas,
      districtNames: areaNames(this.areas),
      shapes: shapeFeatures(this.items),
      cities: cityFeatures(this.cities),
      markers: markerFeatures(this.items, this.measure),
    };
  }

  private async start(): Promise<void> {
    this.failure = undefined;
    try {
      const [library, base, areas] = await Promise.all([
        import('./maplibre.ts'),
        baseMap(),
        districts(this.abort.signal),
      ]);
      if (this.abort.signal.aborted) return;
      this.base = base;
      this.areas = areas;
      this.draw(library);
    } catch (error) {
      this.failure = toProblem(error);
    }
  }

  private draw(library: typeof import('./maplibre.ts')): void {
    const container = this.querySelector<HTMLElement>('.map-canvas');
    if (!container || !this.base) return;
    try {
      this.map = new library.Map({
        container,
        style: mapStyle(this.drawn(this.base), this.palette, this.selected),
        ...this.firstView(),
        maxZoom: 17,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        cooperativeGestures: false,
        locale: {
          'Map.Title': t('map.canvas'),
          'NavigationControl.ZoomIn': t('map.zoomIn'),
          'NavigationControl.ZoomOut': t('map.zoomOut'),
          'AttributionControl.ToggleAttribution': t('map.sources'),
        },
      });
    } catch {
      // No WebGL in this browser: the table says the same.
      this.dispatchEvent(new CustomEvent('tt-no-map'));
      return;
    }
    this.map.addControl(new library.NavigationControl({ showCompass: false }), 'top-right');
    this.map.addControl(new library.ScaleControl({ unit: 'metric' }), 'bottom-left');
    this.map.addControl(new library.AttributionControl({ compact: false }), 'bottom-right');
    this.shownPlaces = this.all().join(' ');
    this.listen(this.map);
  }

  private listen(map: MapLibre): void {
    map.setMissingStyleImageResolver((id) => {
      const image = drawMarker(id, this.palette);
      if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio: MARKER_RATIO });
    });
    map.on('click', (event) => void this.onClick(map, event));
    map.on('mousemove', (event) => {
      map.getCanvas().style.cursor = this.hit(map, event) ? 'pointer' : '';
    });
    this.tellWhenDrawn(map);
    map.once('load', () => this.showSelected(map));
  }

  /** The frame says when its picture is complete; whoever takes a picture of it waits for that. */
  private tellWhenDrawn(map: MapLibre): void {
    delete map.getContainer().dataset['drawn'];
    map.once('idle', () => (map.getContainer().dataset['drawn'] = currentScheme()));
  }

  private hit(map: MapLibre, event: MapMouseEvent) {
    return map.queryRenderedFeatures(event.point, { layers: ['markers', 'clusters'] })[0];
  }

  private async onClick(map: MapLibre, event: MapMouseEvent): Promise<void> {
    const feature = this.hit(map, event);
    const cluster: unknown = feature?.properties['cluster_id'];
    if (feature && cluster !== undefined && feature.geometry.type === 'Point') {
      const zoom = await (map.getSource('markers') as GeoJSONSource).getClusterExpansionZoom(Number(cluster));
      map.easeTo({ center: feature.geometry.coordinates as [number, number], zoom: Math.min(zoom, CLUSTER_UNTIL + 2) });
      return;
    }
    this.dispatchEvent(new CustomEvent('tt-select', { detail: String(feature?.properties['id'] ?? '') }));
  }

  /** Colours belong to the style and to the drawn images, so all is set anew. */
  protected override settingsChanged(): void {
    if (!this.map || !this.base) return;
    this.map.setStyle(mapStyle(this.drawn(this.base), this.palette, this.selected), { diff: false });
    this.tellWhenDrawn(this.map);
  }

  protected override updated(changed: Map<string, unknown>): void {
    const { map } = this;
    if (!map || !this.base) return; // start() draws what is there by then.
    // A style that was only just set takes changes once it is there.
    if (map.getSource('markers')) this.bring(changed);
    else map.once('styledata', () => this.bring(changed));
  }

  private bring(changed: Map<string, unknown>): void {
    const { map, base } = this;
    if (!map || !base) return;
    if (changed.has('items') || changed.has('measure')) {
      const drawn = this.drawn(base);
      for (const name of ['markers', 'shapes', 'cities'] as const) map.getSource<GeoJSONSource>(name)?.setData(drawn[name]);
      this.showNewPlaces();
    }
    if (changed.has('selected')) {
      map.setFilter('selected', ['==', ['get', 'id'], this.selected]);
      this.showSelected(map);
    }
  }

  /** A refresh with the same places leaves the view where the visitor put it. */
  private showNewPlaces(): void {
    const places = this.all().join(' ');
    if (places !== this.shownPlaces) this.showAll();
    this.shownPlaces = places;
  }

  private showSelected(map: MapLibre): void {
    const item = this.items.find(({ entity }) => entity.id === this.selected);
    const geometry = item && geometryOf(item.entity);
    const bounds = geometry && boundsOf([geometry]);
    if (!bounds) return;
    const center: [number, number] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
    if (map.getZoom() <= CLUSTER_UNTIL || !map.getBounds().contains(center)) map.easeTo({ center, zoom: Math.max(map.getZoom(), 13) });
  }

  private firstView(): { bounds: [number, number, number, number]; fitBoundsOptions: object } {
    return { bounds: [...this.all()], fitBoundsOptions: { padding: this.padding, maxZoom: 14 } };
  }

  /** Room around what is shown, so that countries around two cities stay to be seen. */
  private get padding(): number {
    return Math.min(110, this.clientWidth / 6);
  }

  private all(): Bounds {
    const geometries = this.items.flatMap(({ entity }) => geometryOf(entity) ?? []);
    return boundsOf(geometries) ?? [-10, 36, 25, 60];
  }

  show(bounds: Bounds): void {
    this.map?.fitBounds([...bounds], { padding: this.padding, maxZoom: 14, duration: 1200 });
  }

  showAll(): void {
    this.show(this.all());
  }
}

customElements.define('tt-map-view', MapView);
