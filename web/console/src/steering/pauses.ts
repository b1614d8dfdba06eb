import type { OrderView, StageState, StageView } from '../api/types'
import { limitsAt, type Limit } from '../orders/limits'
import { stagesInOrder } from '../orders/stages'
import { toDate } from '../parts/Moment'

/** A reason to suspend, and the limits whose clocks it stops. */
export interface PauseReason {
  code: string
  stops: Limit[]
}

/** The reasons that the process's limits know, those first that stop something now; the usual ones where it knows none. */
export function pauseReasons(files: Record<string, string> | undefined, order: OrderView): PauseReason[] {
  const limits = files === undefined ? [] : limitsAt(files, toDate(order.created_at))
  const known = [...new Set(limits.flatMap(({ pause_reasons }) => pause_reasons ?? []))]
  const stopping = (code: string) => limits.filter((limit) => limit.pause_reasons?.includes(code) && mayRun(limit, order))
  const reasons = (known.length === 0 ? USUAL_CODES : known).map((code) => ({ code, stops: stopping(code) }))
  return reasons.sort((one, other) => Number(other.stops.length > 0) - Number(one.stops.length > 0))
}

/**
 * Whether the clock of a limit runs, as far as the order's stages tell. The platform keeps the clocks; this says
 * beforehand what its answer will say afterwards.
 */
export function mayRun({ start_event, end_event }: Limit, order: OrderView): boolean {
  return hasHappened(start_event, order) !== false && hasHappened(end_event, order) !== true
}

/** Nothing where the stages do not tell. */
function hasHappened(event: string | undefined, order: OrderView): boolean | undefined {
  if (event === 'order.accepted') return true
  const [kind, element, what = '', outcome] = event?.split('.') ?? []
  if (kind !== 'stage' || element === undefined || element === '*') return undefined
  const last = stagesInOrder(order).filter((stage) => stage.element === element).at(-1)
  if (last === undefined) return false
  if (what !== 'outcome') return hasReached(last, what)
  return hasReached(last, 'submitted') === true && (last.values as { outcome?: unknown } | null)?.outcome === outcome
}

function hasReached({ state }: StageView, wanted: string): boolean | undefined {
  const place = COURSE.indexOf(wanted as StageState)
  return place < 0 ? undefined : COURSE.indexOf(state) >= place
}

const COURSE: StageState[] = ['created', 'dispatched', 'signed_in', 'en_route', 'on_site', 'in_progress', 'submitted', 'reviewed']

/** For processes whose limits name no reasons: they stop no clock there, but everybody knows what they mean. */
const USUAL_CODES = ['customer_postponed', 'customer_absent', 'papers_short', 'no_box_position']
