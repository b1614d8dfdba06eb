/** Every path of the console is made here. */

export const paths = {
  today: () => '/',
  orders: (filter: Record<string, string | undefined> = {}) => withQuery('/orders', filter),
  order: (order: string, doing: { perform?: string } = {}) => withQuery(`/orders/${order}`, doing),
  /** An order on paper, with all that proves it. */
  caseFile: (order: string) => `/orders/${order}/case-file`,
  dispatch: () => '/dispatch',
  items: (filter: { kind?: string; item?: string } = {}) => withQuery('/items', filter),
  processes: () => '/processes',
  process: (hash: string) => `/processes/${hash}`,
  /** A version beside another. */
  difference: (hash: string) => `/processes/${hash}/difference`,
  /** Running orders of a version, and whereto. */
  migration: (hash: string, towards: { to?: string } = {}) => withQuery(`/processes/${hash}/migration`, towards),
  /** Leave to command meters, by its state, or all of an order. */
  authorisations: (filter: { state?: string; order?: string } = {}) => withQuery('/authorisations', filter),
  /** Meters, by how their keys stand and by the beginning of their address. */
  meters: (filter: { keys?: string; address?: string } = {}) => withQuery('/meters', filter),
  meter: (address: string, works: { outcome?: string; command?: string } = {}) => withQuery(`/meters/${address}`, works),
  /** Works across meters, by what narrows them. */
  meterWorks: (filter: Record<string, string | undefined> = {}) => withQuery('/meter-works', filter),
  meterWork: (work: string) => `/meter-works/${work}`,
  terminals: (filter: { seen?: string } = {}) => withQuery('/terminals', filter),
  cards: () => '/cards',
  people: (filter: { tab?: string; station?: string; person?: string } = {}) => withQuery('/people', filter),
  /** Who is away when; a month of a station, or of one person. */
  absences: (filter: { month?: string; station?: string; person?: string } = {}) => withQuery('/people/absences', filter),
  /** Who is on duty when; a week of a station, by any of its days. */
  roster: (filter: { week?: string; station?: string } = {}) => withQuery('/roster', filter),
  /** Areas that go to another grid. */
  cutOvers: () => '/people/cut-overs',
  audit: (chain = 'organisation') => `/audit/${encodeURIComponent(chain)}`,
  /** Looks at customers without an order. */
  inquiries: () => '/inquiries',
  outbox: () => '/outbox',
}

function withQuery(path: string, filter: Record<string, string | undefined>): string {
  const set = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`
}
