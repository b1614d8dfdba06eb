/** Whether what a form's result claims is what became of the meter; the same answers as `crates/forms/src/meter_work.rs`. */

import { isMeterChange, isMeterCommand, type WorkOutcome } from '@ronghe/ui'
import type { FormUi, FormValues, MeterWorkSpec } from '../model/form'
import { texts } from '../texts'
import type { Finding, Purpose } from './checkForm'
import { pointer } from './pointer'

/** What the form's `outcome` says of the work. */
type Says = 'done' | 'not_done' | 'unknown'

/**
 * `values` and `hidden` come from `visibleValues`; `given` still has what the other answers hide, because a meter does
 * not become what it was when a question vanishes.
 */
export function addMeterWorks(
  ui: FormUi,
  given: FormValues,
  values: FormValues,
  hidden: Set<string>,
  purpose: Purpose,
  errors: Finding[],
): void {
  for (const [name, field] of Object.entries(ui.fields)) {
    const spec = field.meter_work
    if (spec === undefined) continue
    const command = memberOf(values[name], 'command')
    if (isMeterCommand(command) && !spec.commands.includes(command)) {
      errors.push({ field: pointer([name, 'command']), code: 'not_a_choice', message: texts['forms.work.other'] })
    }
    const at = pointer([name])
    if (purpose === 'draft' || errors.some((finding) => finding.field === at)) continue
    const code = hidden.has(name)
      ? faultOfHidden(spec, endOf(given[name]), says(spec, values))
      : faultOfShown(spec, values[name], says(spec, values))
    if (code !== undefined) errors.push({ field: at, code, message: texts[WORDS[code]] })
  }
}

/** How the work in a field ended; nothing when there is none. */
function endOf(value: unknown): WorkOutcome | undefined {
  const outcome = memberOf(value, 'outcome')
  return OUTCOMES.find((each) => each === outcome)
}

function says({ unless = [], unknown = [] }: MeterWorkSpec, values: FormValues): Says {
  const outcome = values['outcome']
  if (typeof outcome !== 'string') return 'done'
  if (unless.includes(outcome)) return 'not_done'
  return unknown.includes(outcome) ? 'unknown' : 'done'
}

function faultOfShown(spec: MeterWorkSpec, value: unknown, says: Says): WorkFault | undefined {
  if (value === undefined) return faultOfNothing(spec, says)
  const end = endOf(value)
  switch (end) {
    case undefined:
      return undefined
    case 'done':
      return says === 'done' || !changes(spec) ? undefined : 'work_done'
    case 'unknown':
      return says === 'unknown' ? undefined : 'work_unknown'
    case 'refused':
    case 'failed':
      return says === 'not_done' ? undefined : 'work_not_done'
  }
}

function faultOfHidden(spec: MeterWorkSpec, end: WorkOutcome | undefined, says: Says): WorkFault | undefined {
  // Whoever has looked since, and found the meter right or silent, is not asked any more.
  if (spec.while_visible) return undefined
  if (end === 'unknown' && changes(spec)) return 'work_unknown'
  if (end === 'done' && changes(spec)) return 'work_done'
  return faultOfNothing(spec, says)
}

function faultOfNothing(spec: MeterWorkSpec, says: Says): WorkFault | undefined {
  if (says === 'not_done') return undefined
  return says === 'unknown' || changes(spec) ? 'work_not_done' : undefined
}

/** Whether the meter is another one afterwards. */
function changes({ commands }: MeterWorkSpec): boolean {
  return commands.some(isMeterChange)
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

type WorkFault = 'work_not_done' | 'work_unknown' | 'work_done'

const WORDS = {
  work_not_done: 'forms.work.not_done',
  work_unknown: 'forms.work.unknown',
  work_done: 'forms.work.denied',
} as const satisfies Record<WorkFault, keyof typeof texts>

const OUTCOMES: WorkOutcome[] = ['done', 'refused', 'failed', 'unknown']
