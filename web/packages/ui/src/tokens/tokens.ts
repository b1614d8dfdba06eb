/**
 * The one palette, for both audiences and both times of day.
 *
 * The four meanings (done, running, soon, late) are used for nothing else and never stand without an icon and a word.
 * Every `text` on its `ground` keeps 7:1, so that a screen in the sun can be read; `tokens.test.ts` measures it.
 */

/** What a colour says. `plain` says nothing. */
export type Meaning = 'done' | 'running' | 'soon' | 'late' | 'plain'

/** Outdoor: dark on light, for the sun. Night: light on dark, for night duty. */
export type Theme = 'outdoor' | 'night'

/** Field: gloves and a ladder. Console: dense tables. */
export type Density = 'field' | 'console'

interface Tone {
  text: string
  ground: string
  /** Lines, bars and rings: 3:1 on `surface`. */
  line: string
}

export interface Palette {
  page: string
  surface: string
  sunken: string
  text: string
  textMuted: string
  border: string
  borderStrong: string
  primary: string
  /** The primary as text or as a filled button's ground. */
  primaryStrong: string
  primarySoft: string
  onPrimary: string
  focus: string
  meanings: Record<Meaning, Tone>
}

export const PALETTES: Record<Theme, Palette> = {
  outdoor: {
    page: '#F1F5F4',
    surface: '#FFFFFF',
    sunken: '#E7EDEC',
    text: '#101818',
    textMuted: '#3F4A4A',
    border: '#C9D3D2',
    borderStrong: '#6B7978',
    primary: '#00706B',
    primaryStrong: '#005550',
    primarySoft: '#E3F2F0',
    onPrimary: '#FFFFFF',
    focus: '#0B4A8F',
    meanings: {
      done: { text: '#0A562A', ground: '#E4F4E9', line: '#15803D' },
      running: { text: '#0B4A8F', ground: '#E5EFFB', line: '#1D6FD1' },
      soon: { text: '#6B4200', ground: '#FFF1D6', line: '#B26A00' },
      late: { text: '#8F1414', ground: '#FDE8E6', line: '#C62828' },
      plain: { text: '#3A4544', ground: '#E9EEED', line: '#6B7978' },
    },
  },
  night: {
    page: '#0C1312',
    surface: '#16201F',
    sunken: '#0F1817',
    text: '#EAF1F0',
    textMuted: '#B9C5C4',
    border: '#33413F',
    borderStrong: '#82918F',
    primary: '#2FA39B',
    primaryStrong: '#5CD1C9',
    primarySoft: '#12332F',
    onPrimary: '#06201E',
    focus: '#A6CEFF',
    meanings: {
      done: { text: '#8FE0A8', ground: '#12301C', line: '#4CC274' },
      running: { text: '#A6CEFF', ground: '#12294A', line: '#5B9DF0' },
      soon: { text: '#FFCF7A', ground: '#3A2800', line: '#E0A030' },
      late: { text: '#FFB4AB', ground: '#451412', line: '#F0655A' },
      plain: { text: '#C4CFCE', ground: '#24302F', line: '#82918F' },
    },
  },
}

interface Measures {
  body: string
  small: string
  title: string
  /** Smallest height of anything that is touched or clicked. */
  target: string
  gap: string
  radius: string
}

/** Sizes are rem, so that the whole screen follows a text size of 130 %. */
export const MEASURES: Record<Density, Measures> = {
  field: { body: '1.125rem', small: '1rem', title: '1.375rem', target: '56px', gap: '12px', radius: '12px' },
  console: { body: '0.875rem', small: '0.8125rem', title: '1.125rem', target: '40px', gap: '8px', radius: '6px' },
}

export const FONT_STACK =
  "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
