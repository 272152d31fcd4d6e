/** Numbers, dates and durations as the visitor's language writes them. Times are shown in the visitor's zone, named. */
import { currentLanguage } from './settings.ts';

/** English as written in Europe: day before month, 24 hours. */
const locale = (): string => (currentLanguage() === 'en' ? 'en-GB' : currentLanguage());

/** @param least digits after the point that are shown even when they are 0 */
export function number(value: number, digits = 0, least = 0): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits, minimumFractionDigits: least }).format(value);
}

/** @param share 0..1 */
export function percent(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** Date and time with the zone's short name, such as "22 Nov 2026, 16:05 CET". */
export function dateTime(value: string | number | Date): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return String(value);
  return new Intl.DateTimeFormat(locale(), {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(date);
}

/** Weekday and time without a year, for charts and hourly tables. */
export function dayHour(value: number): string {
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(value));
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
  ['week', 4.35],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
];

/** "3 minutes ago", "in 2 hours". */
export function relative(value: string | number | Date, now: number = Date.now()): string {
  let amount = (new Date(value).getTime() - now) / 1000;
  if (Number.isNaN(amount)) return String(value);
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(Math.round(amount)) < size) return format.format(Math.round(amount), unit);
    amount /= size;
  }
  return dateTime(value);
}

export function countryName(code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(code.toUpperCase()) ?? code;
}

/** UN/CEFACT codes as people write them; an unknown code is shown as it is. */
export function unit(code: string): string {
  const known: Record<string, string> = { GQ: 'µg/m³', P1: '%', CEL: '°C', MTR: 'm', KMT: 'km', KMH: 'km/h', A97: 'hPa' };
  return known[code] ?? code;
}

/** "12.3 kB" of a size in bytes. */
export function bytes(size: number): string {
  const kilo = size >= 1000;
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: kilo ? 'kilobyte' : 'byte',
    maximumFractionDigits: kilo ? 1 : 0,
  }).format(kilo ? size / 1000 : size);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** An ISO 8601 duration in the largest unit that it fills: "3 hours"; what is none stands as it is. */
export function duration(iso: string): string {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso);
  if (!parts) return iso;
  const seconds = UNITS.reduce((sum, [, length], place) => sum + Number(parts[place + 1] ?? 0) * length, 0);
  const [name, length] = UNITS.find(([, size]) => seconds >= size) ?? UNITS[3];
  return new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit: name, unitDisplay: 'long', maximumFractionDigits: 0 }).format(seconds / length);
}
