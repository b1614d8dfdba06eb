import type { IconName } from '@ronghe/ui'
import { texts } from './texts'

/** The profession of an order, by the name of its process. */
export interface Profession {
  icon: IconName
  word: keyof typeof texts & `today.profession.${string}`
}

export function professionOf(process: string): Profession {
  return PROFESSIONS.find(({ names }) => names.test(process))?.profession ?? OTHER
}

const PROFESSIONS: { names: RegExp; profession: Profession }[] = [
  { names: /(new|increase|connection|supply)/, profession: { icon: 'add', word: 'today.profession.connection' } },
  { names: /(meter|reading|rotation)/, profession: { icon: 'meter', word: 'today.profession.metering' } },
  { names: /(inspection|theft)/, profession: { icon: 'eye', word: 'today.profession.inspection' } },
  { names: /(fault|repair|outage)/, profession: { icon: 'work', word: 'today.profession.repair' } },
]

const OTHER: Profession = { icon: 'today', word: 'today.profession.other' }
