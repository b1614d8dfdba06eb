import { DeskForm, prefillOf, shownFacts, stillPrefilled, toInstant, visibleValues, type Form, type FormValues } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import { App } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isGiven } from '../api/given'
import { problemFindings } from '../api/problemWords'
import type { OrderFile, StageView } from '../api/types'
import { CommandError } from '../parts/CommandError'
import { useNow } from '../parts/useNow'
import { useSession } from '../session/useSession'
import { deskHost } from './deskHost'
import { factsFor } from './orderFacts'
import { needsTerminal } from './performing'
import { texts } from './texts'
import { usePerformStage } from './usePerformStage'
import styles from './orderPage.module.css'

interface StageDeskProps {
  file: OrderFile
  stage: StageView
  form: Form
  onLeave: () => void
}

/** A stage that is worked on here, at a desk: its form, and handing it in. What is typed lives as long as this is open. */
export function StageDesk({ file, stage, form, onLeave }: StageDeskProps) {
  const { t, say } = useI18n(texts)
  const { message } = App.useApp()
  const now = useNow()
  const person = useSession()
  const context = useMemo(() => ({ order: factsFor(file.order, stage, person, now), now: toInstant(now) }), [file.order, stage, person, now])
  const prefill = useMemo(() => prefillOf(form.ui, context.order), [form, context])
  const cameBack = useMemo(
    () => (isGiven(stage.sent_back) ? { fields: stage.sent_back.fields ?? [], values: (stage.values as FormValues | null) ?? {} } : undefined),
    [stage],
  )
  const [entered, setEntered] = useState<FormValues>({})
  const values = given({ ...prefill, ...(stage.values as FormValues | null), ...entered, ...shownFacts(form.ui, prefill) })
  const performing = usePerformStage(file.order.order, stage.stage, () => {
    void message.success(t('orders.perform.done', { stage: say(form.ui.title) }))
    onLeave()
  })
  const room = useRef<HTMLDivElement>(null)
  const words = { cause: t('orders.perform.terminal'), nextStep: t('orders.perform.terminal_advice'), supportCode: 'desk' }

  // On a narrow screen the form lies below the drawing and the pictures.
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    void room.current?.scrollIntoView({ block: 'start' })
  }, [])

  if (needsTerminal(form, values, context)) {
    return <p className={styles.remark}>{t('orders.perform.on_terminal')}</p>
  }
  return (
    <div ref={room} className={styles.desk}>
      <DeskForm
        form={form}
        values={values}
        context={context}
        prefilled={stillPrefilled(prefill, values)}
        cameBack={cameBack}
        refused={problemFindings(performing.error)}
        busy={performing.isPending}
        host={deskHost(words, () => new Date())}
        onFieldChange={(field, value) => setEntered((before) => ({ ...before, [field]: value }))}
        onLeave={onLeave}
        onSubmit={() => performing.mutate(visibleValues(form.ui, values, context).values)}
      />
      <CommandError error={performing.error} />
    </div>
  )
}

/** Without what was emptied. */
function given(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))
}
