import { useNow, useStanding, type OrderDetail, type Person, type Stage } from '@ronghe/field'
import { openForm, prefillOf, stillPrefilled, toInstant, untouched, type CheckContext, type Form, type FormValues, type Keeping } from '@ronghe/forms'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { factsFor, valuesOf } from '../order/stages'
import type { OpenDraft, StageDrafts } from './stageDrafts'

/** A stage's form with everything that is entered in it. */
export interface StageFormInHand {
  form: Form
  values: FormValues
  context: CheckContext
  prefilled: Set<string>
  keeping: Keeping
  /** The work has begun, and it is this person's. */
  isWorkable: boolean
  draft: OpenDraft
}

/** Nothing while the process version is not on this terminal, or for a stage without a form. */
export function useStageForm(detail: OrderDetail, stage: Stage, drafts: StageDrafts): StageFormInHand | undefined {
  const person = useStanding().state?.person
  const draft = drafts.of(stage.stage)
  const { changed, keeping } = useSyncExternalStore(draft.subscribe, draft.snapshot)
  const form = useMemo(() => formOf(detail, stage), [detail, stage])
  const context = useCheckContext(detail, stage, person)

  const entered = useMemo(
    () => ({ ...stage.values, ...detail.drafts[stage.stage], ...changed }),
    [stage, detail.drafts, changed],
  )
  const values = useMemo(() => merged(detail, stage, changed), [detail, stage, changed])
  const prefill = useMemo(() => (form ? prefillOf(form.ui, context.order) : {}), [form, context])

  // The agent must have what stands on the screen: it is the agent that submits. Looking at an order is not yet work.
  const isBegun = stage.state === 'in_progress' && stage.assignee === person?.person
  const isWorkable = isBegun && detail.lane !== 'parked' && !detail.read_only
  useEffect(() => {
    if (!isWorkable || form === undefined) return
    for (const [field, value] of Object.entries(untouched(form.ui, prefill, entered))) draft.type(field, value)
  }, [isWorkable, form, prefill, entered, draft])

  if (form === undefined) return undefined
  return { form, values, context, prefilled: stillPrefilled(prefill, values), keeping, isWorkable, draft }
}

/** What rules see beside the form of `stage`. */
export function useCheckContext(detail: OrderDetail, stage: Stage | undefined, person: Person | undefined): CheckContext {
  const now = useNow()
  return useMemo(
    () => ({ order: person && stage ? factsFor(detail.order, stage, person, now) : {}, now: toInstant(now) }),
    [detail.order, stage, person, now],
  )
}

function merged(detail: OrderDetail, stage: Stage, changed: FormValues): FormValues {
  const values = { ...valuesOf(detail, stage), ...changed }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))
}

function formOf({ bundle }: OrderDetail, { form }: Stage): Form | undefined {
  const files = form === undefined ? undefined : bundle?.forms[form]
  return files && form !== undefined && bundle ? openForm(form, files, bundle.rules) : undefined
}
