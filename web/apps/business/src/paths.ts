import type { Place } from '@ronghe/forms'

/** The patterns of the router. */
export const routes = {
  orders: '/',
  customers: '/customers',
  customer: '/customers/:customer_no',
  order: '/orders/:order',
  orderCustomer: 'customers/:customer_no',
  rounds: 'rounds',
  meter: 'meters/:meter',
  form: 'stages/:stage/form/:group',
  work: 'stages/:stage/works/:field',
  review: 'stages/:stage/review',
  handOver: 'stages/:stage/hand-over',
  done: 'stages/:stage/done/:operation',
} as const

export const LAUNCHER = 'launcher'
export const METERING = 'metering'
/** A page of the launcher, by its own path. */
export const LAUNCHER_OUTBOX = '/outbox'

export function orderPath(order: string): string {
  return `/orders/${order}`
}

/** The search for customers, with what is sought in the query. */
export const CUSTOMERS = routes.customers

/** A customer's card: for an order of his that is in hand, else for a reason that is asked first. */
export function customerPath(customer_no: string, order?: string): string {
  return order === undefined ? `${CUSTOMERS}/${customer_no}` : `${orderPath(order)}/customers/${customer_no}`
}

/** The rounds of a stage that is done several times; `after` is the one that has just been submitted. */
export function roundsPath(order: string, after?: string): string {
  return `${orderPath(order)}/rounds${after === undefined ? '' : `?after=${after}`}`
}

/** A place in a stage's form; the field that a review jumped to, or that a meter put something into, stands in the query. */
export function formPath(order: string, stage: string, place: Place): string {
  const base = `${orderPath(order)}/stages/${stage}`
  if (place.screen === 'review') return `${base}/review`
  const query = new URLSearchParams({
    ...(place.field === undefined ? {} : { field: place.field }),
    ...(place.seen === undefined ? {} : { seen: place.seen }),
  }).toString()
  return `${base}/form/${place.group}${query === '' ? '' : `?${query}`}`
}

export function handOverPath(order: string, stage: string): string {
  return `${orderPath(order)}/stages/${stage}/hand-over`
}

export function donePath(order: string, stage: string, operation: string, continues: string | undefined): string {
  const query = continues === undefined ? '' : `?continues=${continues}`
  return `${orderPath(order)}/stages/${stage}/done/${operation}${query}`
}
