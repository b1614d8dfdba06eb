/** What a stage's form wants done at a meter, as the business app hands it to the metering app: in the address of its page. */

import { type MeterWanted } from '@ronghe/forms'
import { isMeterCommand, type MeterCommand } from '@ronghe/ui'

/** The meter is the one that the form is about, as far as the form knows it: the 12 digits of its address. */
export interface Errand extends MeterWanted {
  order: string
  stage: string
}

/** Below it lies every page of the metering app for as long as it is about the errand. */
export function errandBase({ order, stage, field, commands, meter }: Errand): string {
  return `/for/${order}/${stage}/${field}/${commands.join('-')}/${meter ?? ANY}`
}

/** Where the metering app begins: at the meter, or where one is picked. */
export function errandPlace(errand: Errand): string {
  const { meter } = errand
  return `${errandBase(errand)}/${meter === undefined ? '' : `meters/${meter}`}`
}

/** Reads it out of a place of the metering app; nothing where there is none, or one that cannot be understood. */
export function errandOf(place: string): Errand | undefined {
  const [, order, stage, field, words, meter] = PLACE.exec(place) ?? []
  const commands: MeterCommand[] = words?.split('-').filter(isMeterCommand) ?? []
  if (order === undefined || stage === undefined || field === undefined || commands.length === 0) return undefined
  return { order, stage, field, commands, ...(meter === undefined || meter === ANY ? {} : { meter }) }
}

const ANY = 'any'
const PLACE = /^\/for\/([\w-]+)\/([\w-]+)\/(\w+)\/([\w-]+)\/(\d{12}|any)(?:\/|$)/
