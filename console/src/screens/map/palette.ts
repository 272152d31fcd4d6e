/** Colours of the map: canvases do not see the style sheet. The level colours equal --level-1 … --level-4 there. */
import type { Level } from '../../domain/measures.ts';
import type { Scheme } from '../../settings.ts';

export interface Palette {
  readonly water: string;
  readonly land: string;
  readonly border: string;
  readonly district: string;
  readonly districtLine: string;
  readonly label: string;
  readonly disc: string;
  readonly ink: string;
  readonly track: string;
  readonly accent: string;
  readonly levels: Readonly<Record<Level, string>>;
}

export const PALETTES: Readonly<Record<Scheme, Palette>> = {
  light: {
    water: '#cfdff0',
    land: '#f7f6f2',
    border: '#9aa3b4',
    district: '#e9edf4',
    districtLine: '#8b99b0',
    label: '#596273',
    disc: '#ffffff',
    ink: '#1b2430',
    track: '#dde2ea',
    accent: '#0b3d91',
    levels: { 0: '#8a929e', 1: '#1c7c54', 2: '#b27300', 3: '#c4460b', 4: '#8f1237' },
  },
  dark: {
    water: '#0d1622',
    land: '#1a222e',
    border: '#56657d',
    district: '#212b3a',
    districtLine: '#56657d',
    label: '#a4afc0',
    disc: '#10161f',
    ink: '#f1f4f9',
    track: '#37424f',
    accent: '#8fb8ff',
    levels: { 0: '#7f8998', 1: '#4fc08d', 2: '#f0b43c', 3: '#ff8a4c', 4: '#ff7096' },
  },
  contrast: {
    water: '#000000',
    land: '#242424',
    border: '#ffffff',
    district: '#333333',
    districtLine: '#ffffff',
    label: '#ffffff',
    disc: '#000000',
    ink: '#ffffff',
    track: '#5a5a5a',
    accent: '#00e5ff',
    levels: { 0: '#b5b5b5', 1: '#3dff9a', 2: '#ffe600', 3: '#ff9a3d', 4: '#ff7fb0' },
  },
};
