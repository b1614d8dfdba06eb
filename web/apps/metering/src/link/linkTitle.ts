import type { Beam, MeterLink } from '@ronghe/field'
import { linkKindName, translate, type Language } from '@ronghe/ui'
import { texts } from './texts'

/** What a link is called; the terminal may know its title in Chinese only, and then its kind says it. */
export function linkTitle({ kind, title }: MeterLink, language: Language): string {
  if (typeof title !== 'string') return title[language]
  return language === 'zh' ? title : linkKindName(kind, language)
}

/** The link with its beam, if it has one. */
export function linkWords(link: MeterLink, beam: Beam | undefined, language: Language): string {
  const title = linkTitle(link, language)
  if (beam === undefined) return title
  return translate(texts['link.with.beam'], language, { link: title, beam: translate(texts[`link.beam.${beam}`], language) })
}
