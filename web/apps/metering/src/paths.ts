/** The patterns of the router. */
export const routes = {
  meters: '/',
  meter: '/meters/:address',
  leave: '/meters/:address/leave/:command',
  confirm: '/meters/:address/confirm/:authorisation',
  run: '/run',
  works: '/works',
  work: '/works/:work',
} as const

export const METERS = routes.meters
export const RUN = routes.run
export const WORKS = routes.works
export const LAUNCHER = 'launcher'
export const BUSINESS = 'business'

export function meterPath(address: string): string {
  return `/meters/${address}`
}

/** Leave for a command: asked for, waited for, and what it allows. */
export function leavePath(address: string, command: string): string {
  return `${meterPath(address)}/leave/${command}`
}

/** The last look before a meter is changed. */
export function confirmPath(address: string, authorisation: string): string {
  return `${meterPath(address)}/confirm/${authorisation}`
}

export function workPath(work: string): string {
  return `${WORKS}/${work}`
}

/** The order in the business app. */
export function orderInBusiness(order: string): string {
  return `/orders/${order}`
}

/** The field of a stage's form in the business app. */
export function fieldInBusiness(order: string, stage: string, field: string): string {
  return `${orderInBusiness(order)}/stages/${stage}/works/${field}`
}
