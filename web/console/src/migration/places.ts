import type { OrdersThatStay } from '../api/types'
import type { DrawnElement } from '../processes/drawnElements'
import { faultOf, isPlaceable } from './faults'

/** Which element of the new version takes the place of which of the old one. */
export type Places = Record<string, string>

/** Elements of the old version that need a place or have been given one, as they are drawn; those not drawn come last. */
export function placesAsked(faults: OrdersThatStay[], places: Places, drawn: DrawnElement[]): string[] {
  const lacking = faults.map(({ fault }) => faultOf(fault)).filter(isPlaceable)
  const asked = new Set([...lacking.map(({ element }) => element), ...Object.keys(places)])
  const known = drawn.map(({ id }) => id).filter((id) => asked.has(id))
  return [...known, ...[...asked].filter((id) => !known.includes(id)).sort()]
}

/** What of the new version can take the place of an element: something that an order waits at in the same way. */
export function placesOffered(element: DrawnElement | undefined, to: DrawnElement[]): DrawnElement[] {
  const { kind, repeated } = element ?? { kind: 'stage', repeated: false }
  return to.filter((each) => each.kind === kind && each.repeated === repeated)
}

/** The chosen places as they stand in the address, one `old:new` each; an id of a drawing has no colon. */
export function placesInAddress(address: URLSearchParams): Places {
  const pairs = address.getAll(PLACE).map((pair) => pair.split(':'))
  return Object.fromEntries(pairs.flatMap(([from, to]) => (from && to ? [[from, to]] : [])))
}

/** The address of a target version with places. */
export function addressOf(to: string, places: Places): URLSearchParams {
  const pairs = Object.entries(places).map(([from, target]) => [PLACE, `${from}:${target}`])
  return new URLSearchParams([[TARGET, to], ...pairs])
}

export const TARGET = 'to'
const PLACE = 'place'
