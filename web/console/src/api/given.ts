import type { Maybe } from './types'

/** Whether the platform said it: it leaves out some of what it does not know, and sends `null` for the rest. */
export function isGiven<Value>(value: Maybe<Value>): value is Value {
  return value !== null && value !== undefined
}
