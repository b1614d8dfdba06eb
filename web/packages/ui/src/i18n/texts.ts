/**
 * Texts are pairs that stand side by side, so that a missing translation does not compile.
 *
 * Keys are `feature.place.meaning`. A template names its parameters in braces: `还剩 {count} 项`. Where English needs a
 * singular and a plural, `{count|item|items}` chooses by the number. `npm run check:i18n` finds keys nobody uses, keys
 * that do not exist and visible text that is no key.
 */

export type Language = 'zh' | 'en'

/** One text in both languages; also how forms and processes carry their own words. */
export interface Text {
  zh: string
  en: string
}

export type TextKey = `${string}.${string}.${string}`

export type Texts = Record<TextKey, Text>

/** The parameters that the Chinese template names. */
export type ParametersOf<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never

export type Parameters = Record<string, string | number>

/** Declares the texts of a feature; keeps the templates' literal types so that parameters are checked. */
export function defineTexts<const T extends Texts>(texts: T): T {
  return texts
}

/** The text in `language` with its parameters filled in. */
export function translate(text: Text, language: Language, parameters: Parameters = {}): string {
  return text[language].replace(PLACEHOLDER, (whole, inner: string) => {
    const [name = '', one, other] = inner.split('|')
    const value = parameters[name]
    if (value === undefined) return whole
    if (one === undefined || other === undefined) return String(value)
    return PLURALS.select(Number(value)) === 'one' ? one : other
  })
}

const PLACEHOLDER = /\{([^{}]+)\}/g
const PLURALS = new Intl.PluralRules('en')
