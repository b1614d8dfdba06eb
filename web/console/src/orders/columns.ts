/** The columns that people may choose; what they chose stands in the URL. */

export const COLUMNS = [
  'order_no', 'title', 'customer', 'address', 'stage', 'worker', 'deadline', 'flags', 'state', 'created',
] as const

export type ColumnName = (typeof COLUMNS)[number]

export const USUAL_COLUMNS: ColumnName[] = ['order_no', 'title', 'customer', 'address', 'stage', 'worker', 'deadline', 'flags']

/** In the order of `COLUMNS`; the number is always there, because it leads to the order. */
export function readColumns(query: URLSearchParams): ColumnName[] {
  const written = query.get('columns')
  if (written === null) return USUAL_COLUMNS
  const chosen = written.split(',')
  return COLUMNS.filter((name) => name === 'order_no' || chosen.includes(name))
}

/** Nothing when it is the usual choice. */
export function writeColumns(columns: ColumnName[]): string | undefined {
  const written = COLUMNS.filter((name) => columns.includes(name)).join(',')
  return written === USUAL_COLUMNS.join(',') ? undefined : written
}
