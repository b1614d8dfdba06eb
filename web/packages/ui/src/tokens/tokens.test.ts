import { describe, expect, it } from 'vitest'
import { themeVariables } from './applyTheme'
import { PALETTES, type Meaning, type Theme } from './tokens'

const THEMES: Theme[] = ['outdoor', 'night']
const MEANINGS: Meaning[] = ['done', 'running', 'soon', 'late', 'plain']

describe.each(THEMES)('the %s palette', (theme) => {
  const palette = PALETTES[theme]

  it.each([
    ['text', 'page'],
    ['text', 'surface'],
    ['text', 'sunken'],
    ['textMuted', 'page'],
    ['textMuted', 'surface'],
    ['primaryStrong', 'surface'],
    ['primaryStrong', 'primarySoft'],
    ['onPrimary', 'primaryStrong'],
  ] as const)('keeps 7:1 for %s on %s', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(7)
  })

  it.each(MEANINGS)('keeps 7:1 for the words and 3:1 for the lines of "%s"', (meaning) => {
    const tone = palette.meanings[meaning]
    expect(contrast(tone.text, tone.ground)).toBeGreaterThanOrEqual(7)
    expect(contrast(tone.text, palette.surface)).toBeGreaterThanOrEqual(7)
    expect(contrast(tone.line, palette.surface)).toBeGreaterThanOrEqual(3)
  })

  it('keeps 3:1 for the edges of inputs and for the focus ring', () => {
    expect(contrast(palette.borderStrong, palette.surface)).toBeGreaterThanOrEqual(3)
    expect(contrast(palette.focus, palette.page)).toBeGreaterThanOrEqual(3)
  })
})

it('both themes name the same variables', () => {
  expect(Object.keys(themeVariables('night', 'field'))).toEqual(Object.keys(themeVariables('outdoor', 'field')))
})

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
