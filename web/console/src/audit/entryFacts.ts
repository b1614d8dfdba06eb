/** What an audit entry holds, as a list of names and values. */

export interface EntryFact {
  name: string
  value: unknown
}

/** Objects inside are opened; what is empty is left out. Of an object of counts, such as how much went to whom, nothing is opened. */
export function entryFacts(body: unknown): EntryFact[] {
  if (!isObject(body)) return []
  return Object.entries(body).flatMap(([name, value]): EntryFact[] => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return []
    if (isObject(value) && Object.keys(value).length === 0) return []
    return isObject(value) && !isCounts(value) ? entryFacts(value) : [{ name, value }]
  })
}

/** Microseconds since 1970, which no count reaches. */
export function isInstant(value: unknown): value is number {
  return typeof value === 'number' && value > A_YEAR_2001
}

export function isCounts(value: unknown): value is Record<string, number> {
  return isObject(value) && Object.keys(value).every((key) => ID.test(key)) && Object.values(value).every((each) => typeof each === 'number')
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value)
}

export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64,}$/.test(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const A_YEAR_2001 = 978_307_200_000_000
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
