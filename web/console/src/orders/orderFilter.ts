import type { OrderQuery } from '../api/queries'
import type { OrderLineView, OrderState } from '../api/types'
import { dueDay, isDueSoon, isOverdue, isUndispatched, isWorkedOnBy, lacksEvidence } from './lineFacts'

/** How the order list is narrowed; the whole of it stands in the URL. */
export interface OrderFilter {
  state: OrderState | 'all'
  station?: string
  orderNo?: string
  /** `overdue`, `soon`, or the day as `2025-07-12`. */
  due?: string
  /** An element of the process. */
  stage?: string
  worker?: string
  flag?: Flag
}

export const FLAGS = ['undispatched', 'evidence', 'urged'] as const
export type Flag = (typeof FLAGS)[number]

const STATES: OrderFilter['state'][] = ['open', 'suspended', 'terminated', 'archived', 'all']

export function readFilter(query: URLSearchParams): OrderFilter {
  const text = (name: string) => query.get(name) || undefined
  const flag = FLAGS.find((each) => each === query.get('flag'))
  return clean({
    state: STATES.find((each) => each === query.get('state')) ?? 'open',
    station: text('station'),
    orderNo: text('order_no'),
    due: text('due'),
    stage: text('stage'),
    worker: text('worker'),
    flag,
  })
}

/** What the platform narrows by itself. */
export function askedOfPlatform({ state, station, orderNo }: OrderFilter): OrderQuery {
  return clean({ state: state === 'all' ? undefined : state, station, order_no: orderNo })
}

/** Whether the rest has to be narrowed here, so that more pages are worth looking at. */
export function narrowsHere({ due, stage, worker, flag }: OrderFilter): boolean {
  return [due, stage, worker, flag].some((each) => each !== undefined)
}

/** What the platform cannot narrow by. */
export function narrow(lines: OrderLineView[], { due, stage, worker, flag }: OrderFilter, now: Date): OrderLineView[] {
  return lines.filter(
    (line) =>
      (due === undefined || isDue(line, due, now)) &&
      (stage === undefined || line.stages.some(({ element }) => element === stage)) &&
      (worker === undefined || isWorkedOnBy(line, worker)) &&
      (flag === undefined || FLAG_HOLDS[flag](line)),
  )
}

function isDue(line: OrderLineView, due: string, now: Date): boolean {
  if (due === 'overdue') return isOverdue(line, now)
  if (due === 'soon') return isDueSoon(line, now)
  return dueDay(line) === due
}

const FLAG_HOLDS: Record<Flag, (line: OrderLineView) => boolean> = {
  undispatched: isUndispatched,
  evidence: lacksEvidence,
  urged: (line) => line.urged > 0,
}

type Clean<T> = { [K in keyof T]: Exclude<T[K], undefined> }

function clean<T extends object>(value: T): Clean<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Clean<T>
}
