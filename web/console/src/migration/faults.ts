/** Why an order cannot be moved; the codes of `bpmn::MigrationFault`. */
export type FaultCode =
  | 'not_running' | 'other_definition' | 'no_place' | 'other_kind' | 'other_scope' | 'no_flow' | 'no_process' | 'not_armed'

export interface Fault {
  /** `unknown` for a code of a later platform. */
  code: FaultCode | 'unknown'
  /** Where the order is, by the id in the old version. */
  element: string
  /** What stands for it in the new version, or should. */
  target: string
  flow: string
  process: string
  reason: string
}

/** What the platform says; members that a code does not have are empty. */
export function faultOf(said: unknown): Fault {
  const members: Record<string, unknown> = typeof said === 'object' && said !== null ? { ...said } : {}
  const text = (name: string) => (typeof members[name] === 'string' ? members[name] : '')
  const code = CODES.find((each) => each === members['code']) ?? 'unknown'
  return { code, element: text('element'), target: text('target'), flow: text('flow'), process: text('process'), reason: text('reason') }
}

/** Whether another element of the new version mends it. */
export function isPlaceable({ code }: Fault): boolean {
  return code === 'no_place' || code === 'other_kind' || code === 'other_scope'
}

const CODES: FaultCode[] = ['not_running', 'other_definition', 'no_place', 'other_kind', 'other_scope', 'no_flow', 'no_process', 'not_armed']
