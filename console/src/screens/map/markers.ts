/** Markers drawn on a small canvas: a disc with the value in it and a ring that fills with the level. */
import type { Level } from '../../domain/measures.ts';
import type { Palette } from './palette.ts';

export const MARKER_RATIO = 2;

/** What a marker shows; its text form is the image's name on the map. */
export interface Marker {
  readonly level: Level;
  /** How much of the ring is filled, in twentieths. */
  readonly fill: number;
  readonly text: string;
}

const PREFIX = 'marker';
const CLUSTER = 'cluster';

export const markerName = ({ level, fill, text }: Marker): string => [PREFIX, level, fill, text].join('|');

/** The image of a name like "marker|3|17|86" or "cluster|16"; undefined for other names. */
export function drawMarker(name: string, palette: Palette): ImageData | undefined {
  const [kind, ...rest] = name.split('|');
  if (kind === PREFIX) {
    const level = Number(rest[0]) as Level;
    return draw(34, (context, size) => {
      disc(context, size, palette.disc, palette.track);
      ringArc(context, size, Number(rest[1]) / 20, palette.levels[level]);
      label(context, size, rest[2] ?? '', palette.ink, level === 0 ? 13 : 11);
    });
  }
  if (kind === CLUSTER) {
    return draw(40, (context, size) => {
      disc(context, size, palette.accent, palette.disc);
      label(context, size, rest[0] ?? '', palette.disc, 14);
    });
  }
  return undefined;
}

function draw(
  size: number,
  paint: (context: CanvasRenderingContext2D, size: number) => void,
): ImageData | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * MARKER_RATIO;
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  context.scale(MARKER_RATIO, MARKER_RATIO);
  paint(context, size);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function disc(context: CanvasRenderingContext2D, size: number, fill: string, edge: string): void {
  const middle = size / 2;
  context.beginPath();
  context.arc(middle, middle, middle - 3, 0, 2 * Math.PI);
  context.shadowColor = 'rgba(0, 0, 0, 0.35)';
  context.shadowBlur = 3;
  context.shadowOffsetY = 1;
  context.fillStyle = fill;
  context.fill();
  context.shadowColor = 'transparent';
  context.lineWidth = 3.5;
  context.strokeStyle = edge;
  context.stroke();
}

function ringArc(context: CanvasRenderingContext2D, size: number, share: number, colour: string): void {
  const middle = size / 2;
  context.beginPath();
  context.arc(middle, middle, middle - 3, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * share);
  context.lineWidth = 3.5;
  context.lineCap = 'round';
  context.strokeStyle = colour;
  if (share > 0) context.stroke();
}

function label(context: CanvasRenderingContext2D, size: number, text: string, colour: string, height: number): void {
  const fitted = text.length > 3 ? height - 2 : height;
  context.font = `600 ${fitted}px system-ui, "Segoe UI", Arial, sans-serif`;
  context.fillStyle = colour;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, size / 2, size / 2 + 0.5);
}
