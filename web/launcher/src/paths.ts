/** Where the launcher's pages are, and where an order is in the business app. */
export const paths = {
  today: '/',
  apps: '/apps',
  outbox: '/outbox',
  notices: '/notices',
  me: '/me',
  dayEnd: '/day-end',
} as const

export const BUSINESS_APP = 'business'

/** Where customers are searched for in the business app. */
export const CUSTOMERS_IN_BUSINESS_APP = '/customers'

export function orderInBusinessApp(order: string, meter?: string): string {
  return meter === undefined ? `/orders/${order}` : `/orders/${order}/meters/${meter}`
}
