import { formatDistance } from '../format/numbers'
import { translate, type Language } from '../i18n/texts'
import { texts } from './texts'

/** What reaches a meter (通道). */
export type LinkKind = 'infrared' | 'wired' | 'tcp'

export function linkKindName(kind: LinkKind, language: Language): string {
  return translate(texts[`link.kind.${kind}`], language)
}

/** How well a line carried: what was sent again, and what came damaged. */
export interface LineQuality {
  sent_again: number
  damaged: number
}

export function lineQualityWords({ sent_again, damaged }: LineQuality, language: Language): string {
  if (sent_again === 0 && damaged === 0) return translate(texts['line.quality.clear'], language)
  return translate(texts['line.quality.counts'], language, { again: sent_again, damaged })
}

/** Where a work was done. */
export interface WorkPosition {
  lon: number
  lat: number
  accuracy_m: number
  source: 'gnss' | 'network' | 'manual'
}

export function workPositionWords({ lon, lat, accuracy_m, source }: WorkPosition, language: Language): string {
  // A radius without its unit at the end of a line reads as part of the place.
  const accuracy = formatDistance(accuracy_m).replace(' ', '\u00a0')
  const place = { lon: lon.toFixed(6), lat: lat.toFixed(6), accuracy }
  return translate(texts[`position.of.${source}`], language, place)
}
