import type { MeterFacts } from '@ronghe/field'
import type { FormUi, FormValues, Group } from '@ronghe/forms'

/** In 0.01 kWh, without the multiplier. */
export interface Compared {
  previous: number
  /** Nothing while none is entered. */
  now?: number
  /** Negative where the meter went back. */
  difference?: number
}

/** What the meter that the form is about read last, against what is entered; nothing where that is not known. */
export function differenceOf(meters: Record<string, MeterFacts> | undefined, values: FormValues): Compared | undefined {
  const number = values['asset_no']
  const previous = typeof number === 'string' ? meters?.[number]?.previous_total_ckwh : undefined
  if (previous === undefined) return undefined
  const now = values['reading_total_ckwh']
  return typeof now === 'number' ? { previous, now, difference: now - previous } : { previous }
}

/** Where it is asked about, and where the reading is entered. */
export function comparesReadings(group: Group, ui: FormUi): boolean {
  return COMPARED.some((field) => group.fields.includes(field) && ui.fields[field] !== undefined)
}

const COMPARED = ['reading_total_ckwh', 'comparison']
