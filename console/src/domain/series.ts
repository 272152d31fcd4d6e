/** Occupancy over time: from the histories of free and total places to comparable shares, hourly means and CSV. */
import type { TemporalEntity } from './entity.ts';

/** Time in ms since 1970, share 0..1. In time order. */
export interface Point {
  readonly time: number;
  readonly share: number;
}

type Pair = [value: number, time: number];

/** Pairs of an attribute in temporalValues form, in time order, each time once. */
function pairs(parts: readonly TemporalEntity[], name: string): Pair[] {
  const byTime = new Map<number, number>();
  for (const part of parts) {
    const attribute = part[name];
    for (const one of Array.isArray(attribute) ? attribute : [attribute]) {
      const values = (one as { values?: unknown } | undefined)?.values;
      for (const entry of Array.isArray(values) ? values : []) {
        const [value, at] = entry as [unknown, unknown];
        const time = Date.parse(String(at));
        if (typeof value === 'number' && !Number.isNaN(time)) byTime.set(time, value);
      }
    }
  }
  return [...byTime].map(([time, value]): Pair => [value, time]).sort((a, b) => a[1] - b[1]);
}

/**
 * Share of places taken at each time the free places were observed. The total is the last one known by then; it changes
 * rarely and may have been observed once only, before or after the window, so the current total fills the start.
 */
export function occupancySeries(parts: readonly TemporalEntity[], currentTotal: number | undefined): Point[] {
  const totals = pairs(parts, 'totalSpotNumber');
  const points: Point[] = [];
  let next = 0;
  let total = totals[0]?.[0] ?? currentTotal;
  for (const [free, time] of pairs(parts, 'availableSpotNumber')) {
    while (next < totals.length && (totals[next]?.[1] ?? 0) <= time) total = totals[next++]?.[0];
    if (total !== undefined && total > 0) points.push({ time, share: Math.min(1, Math.max(0, 1 - free / total)) });
  }
  return points;
}

const HOUR = 3_600_000;

/** Mean of the points of each full hour; hours without a point are absent. */
export function hourly(points: readonly Point[]): Map<number, number> {
  const sums = new Map<number, [sum: number, count: number]>();
  for (const { time, share } of points) {
    const hour = Math.floor(time / HOUR) * HOUR;
    const [sum, count] = sums.get(hour) ?? [0, 0];
    sums.set(hour, [sum + share, count + 1]);
  }
  return new Map([...sums].map(([hour, [sum, count]]) => [hour, sum / count]));
}

export interface Summary {
  readonly mean: number;
  readonly peak: Point;
}

export function summarise(points: readonly Point[]): Summary | undefined {
  const first = points[0];
  if (!first) return undefined;
  const mean = points.reduce((sum, point) => sum + point.share, 0) / points.length;
  return { mean, peak: points.reduce((best, point) => (point.share > best.share ? point : best), first) };
}

/** Both series on one time axis, with gaps as null: what uPlot takes (times in seconds). */
export function aligned(series: readonly (readonly Point[])[]): [number[], ...(number | null)[][]] {
  const times = [...new Set(series.flatMap((points) => points.map((point) => point.time)))].sort((a, b) => a - b);
  const columns = series.map((points) => {
    const byTime = new Map(points.map((point) => [point.time, point.share * 100]));
    return times.map((time) => byTime.get(time) ?? null);
  });
  return [times.map((time) => time / 1000), ...columns];
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line per observation: time in UTC, id, name, share of places taken with four digits. */
export function toCsv(series: readonly { id: string; name: string; points: readonly Point[] }[]): string {
  const lines = ['time,id,name,occupancy'];
  for (const { id, name, points } of series) {
    for (const { time, share } of points) {
      lines.push([new Date(time).toISOString(), quoted(id), quoted(name), share.toFixed(4)].join(','));
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}
