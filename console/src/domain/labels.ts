/** Names for people of what the data call by technical terms; unknown terms are shown as they are, made readable. */
import { messageOr, t } from '../i18n.ts';
import { number, percent, unit } from '../format.ts';
import { shortType, type Entity } from './entity.ts';
import { levelOf, unitCodeOf, type Measure } from './measures.ts';
import type { Origin } from './origin.ts';

/** "laneDirection" to "lane direction". */
export function humanise(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

export function typeName(type: string | string[]): string {
  const short = shortType(type);
  return messageOr(`type.${short}`, humanise(short));
}

export const attributeName = (name: string): string => messageOr(`attribute.${name}`, humanise(shortType(name)));

export const measureName = (measure: Measure): string => t(`measure.${measure.id}`);

export function levelName(measure: Measure, value: number | undefined): string {
  const level = levelOf(measure, value);
  return level === 0 ? t('level.unknown') : t(`level.${measure.words}.${level}`);
}

/** "73 %", "35 µg/m³", "48"; the unit is the entity's own where it names one. */
export function valueText(measure: Measure, value: number | undefined, entity?: Entity): string {
  if (value === undefined) return t('level.unknown');
  if (measure.share) return percent(value);
  const code = entity ? unitCodeOf(measure, entity) : measure.unitCode;
  return code ? `${number(value, 1)} ${unit(code)}` : number(value, 1);
}

export function originNames(origins: readonly Origin[]): string {
  return origins.length === 0 ? t('origin.unknown') : origins.map((origin) => origin.name).join(', ');
}
