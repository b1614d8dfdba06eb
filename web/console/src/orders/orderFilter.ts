import type { OrderQuery, OrderState } from '../api/types'

/** How the order list is narrowed and sorted; the whole of it stands in the URL. */
export interface OrderFilter {
  state: OrderState | 'all'
  /** A number or a name; with it, every order is looked at, whatever the rest of the filter says. */
  text?: string
  station?: string
  process?: string
  /** `overdue`, `soon`, or the day as `2025-07-12`. */
  due?: string
  /** An element of the process. */
  stage?: string
  worker?: string
  flag?: Flag
  sort?: 'due'
}

export const FLAGS = ['undispatched', 'evidence', 'urged'] as const
export type Flag = (typeof FLAGS)[number]

const STATES: OrderFilter['state'][] = ['open', 'suspended', 'terminated', 'archived', 'all']

export function readFilter(query: URLSearchParams): OrderFilter {
  const text = (name: string) => query.get(name)?.trim() || undefined
  const typed = text('text')
  return clean({
    state: STATES.find((each) => each === query.get('state')) ?? (typed === undefined ? 'open' : 'all'),
    text: typed,
    station: text('station'),
    process: text('process'),
    due: DUE.test(text('due') ?? '') ? text('due') : undefined,
    stage: text('stage'),
    worker: text('worker'),
    flag: FLAGS.find((each) => each === query.get('flag')),
    sort: query.get('sort') === 'due' ? ('due' as const) : undefined,
  })
}

/** How the platform is asked for it. */
export function askedOfPlatform(filter: OrderFilter): OrderQuery {
  const { state, text, station, process, due, stage, worker, flag, sort } = filter
  const always = { state: state === 'all' ? undefined : state, station }
  return text === undefined ? clean({ ...always, process, due, stage, worker, flag, sort }) : clean({ ...always, text })
}

/** Whether anything but its state and order was chosen. */
export function isNarrowed(filter: OrderFilter): boolean {
  return Object.keys(filter).some((name) => name !== 'state' && name !== 'sort')
}

const DUE = /^(overdue|soon|\d{4}-\d{2}-\d{2})$/

type Clean<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function clean<T extends object>(value: T): Clean<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Clean<T>
}
