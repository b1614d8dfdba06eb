import { FONT_STACK, MEASURES, PALETTES, type Density, type Meaning, type Theme } from './tokens'

/** Sets the palette and measures as CSS variables (`--rh-…`) on `root`. */
export function applyTheme(root: HTMLElement, theme: Theme, density: Density): void {
  for (const [name, value] of Object.entries(themeVariables(theme, density))) {
    root.style.setProperty(name, value)
  }
  root.style.colorScheme = theme === 'night' ? 'dark' : 'light'
  root.dataset['theme'] = theme
  root.dataset['density'] = density
}

/** The CSS variables of a theme. */
export function themeVariables(theme: Theme, density: Density): Record<string, string> {
  const { meanings, ...colours } = PALETTES[theme]
  const variables: Record<string, string> = { '--rh-font': FONT_STACK }
  for (const [name, value] of Object.entries({ ...colours, ...MEASURES[density] })) {
    variables[`--rh-${kebab(name)}`] = value
  }
  for (const meaning of Object.keys(meanings) as Meaning[]) {
    const tone = meanings[meaning]
    variables[`--rh-${meaning}-text`] = tone.text
    variables[`--rh-${meaning}-ground`] = tone.ground
    variables[`--rh-${meaning}-line`] = tone.line
  }
  return variables
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
