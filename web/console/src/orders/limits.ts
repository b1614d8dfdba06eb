import type { Text } from '@ronghe/ui'
import { dayOf } from './lineFacts'

/** A time limit of a process, as its `policies.json` has it; only what people read. */
export interface Limit {
  kind: 'statutory' | 'internal'
  policy: string
  name?: Text
  effective_from: string
  effective_until?: string
  unit: 'working_day' | 'hour' | 'minute'
  value: number
  start_event?: string
  end_event?: string
  /** Reasons of a suspension that stop its clock. */
  pause_reasons?: string[]
}

/** The limits that were in force on the day of `at`: of each the newest generation, the law's before the company's own. */
export function limitsAt(files: Record<string, string>, at: Date): Limit[] {
  const day = dayOf(at)
  const newest = new Map<string, Limit>()
  for (const limit of limitsIn(files)) {
    const isInForce = limit.effective_from <= day && (limit.effective_until === undefined || day <= limit.effective_until)
    const key = `${limit.kind} ${limit.policy}`
    const known = newest.get(key)
    if (isInForce && (known === undefined || known.effective_from < limit.effective_from)) newest.set(key, limit)
  }
  return [...newest.values()].sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))
}

/** How a limit is called, whatever its generation; its own word where no name is given. */
export function limitName(files: Record<string, string>, policy: string): Text {
  const named = limitsIn(files).filter((limit) => limit.policy === policy).at(-1)?.name
  return named ?? { zh: policy, en: policy }
}

export function limitsIn(files: Record<string, string>): Limit[] {
  try {
    return JSON.parse(files['policies.json'] ?? '[]') as Limit[]
  } catch {
    return []
  }
}

const KINDS: Limit['kind'][] = ['statutory', 'internal']
