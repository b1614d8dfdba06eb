import { takeEntryCode } from '@ronghe/sdk'

/** What stood in the fragment when the page was opened. */
export interface Entry {
  code: string | undefined
  /** Where in the page to begin. */
  at: string | undefined
}

/** Takes code and place out of the URL; what stays is the place, as the router reads it. */
export function takeEntry(location: Location, history: History): Entry {
  const place = new URLSearchParams(location.hash.slice(1)).get('at') ?? undefined
  const code = takeEntryCode(location, history)
  const at = place !== undefined && PLACE.test(place) ? place : undefined
  if (at !== undefined) history.replaceState(null, '', `${location.pathname}${location.search}#${at}`)
  return { code, at }
}

/** Adds the place to an address that the agent gave for an app. */
export function withPlace(url: string, at: string): string {
  return `${url}${url.includes('#') ? '&' : '#'}at=${encodeURIComponent(at)}`
}

/** A path of the page's own router and nothing else. */
const PLACE = /^\/[\w/-]*$/
