import { createContext, use, useEffect, useMemo, type ReactNode } from 'react'
import { translate, type Language, type Parameters, type ParametersOf, type Text, type TextKey, type Texts } from './texts'

const LanguageContext = createContext<Language>('zh')

/** Gives the language to everything below and tells the document, for screen readers and hyphenation. */
export function I18nProvider({ language, children }: { language: Language; children: ReactNode }) {
  useEffect(() => {
    document.documentElement.lang = LOCALES[language]
  }, [language])
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export function useLanguage(): Language {
  return use(LanguageContext)
}

/** Looks up a key; asks for exactly the parameters that its Chinese template names. */
export type Translate<T extends Texts> = <K extends keyof T & TextKey>(
  key: K,
  ...parameters: [ParametersOf<T[K]['zh']>] extends [never]
    ? []
    : [Record<ParametersOf<T[K]['zh']>, string | number>]
) => string

export interface I18n<T extends Texts> {
  language: Language
  t: Translate<T>
  /** For words that come with the data: `{zh, en}` of forms and processes. */
  say: (text: Text) => string
}

export function useI18n<T extends Texts>(texts: T): I18n<T> {
  const language = use(LanguageContext)
  return useMemo(
    () => ({
      language,
      t: (key, ...parameters) => translate(texts[key] as Text, language, parameters[0] as Parameters | undefined),
      say: (text) => text[language],
    }),
    [texts, language],
  )
}

export const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en' }
