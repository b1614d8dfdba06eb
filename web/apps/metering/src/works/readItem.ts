import { translate, type Language } from '@ronghe/ui'
import { texts } from './texts'

/** A unit of the wire as it stands behind a number (`crates/vocabulary/src/quantities.rs`); what is counted has none. */
export function unitWord(unit: string | null | undefined, language: Language): string {
  switch (unit) {
    case null:
    case undefined:
    case '1':
      return ''
    case 'deg':
      return '°'
    case 'degC':
      return '℃'
    case 'percent':
      return '%'
    case 'yuan':
      return translate(texts['works.read.yuan'], language)
    case 'yuan/kWh':
      return translate(texts['works.read.yuan_kwh'], language)
    default:
      return unit
  }
}

/** "2026-11-30T16:42:40" with a space; anything else as it is. */
export function meterTime(value: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) ? value.replace('T', ' ') : value
}
