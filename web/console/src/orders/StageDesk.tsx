import { DeskForm, prefillOf, shownFacts, stillPrefilled, toInstant, visibleValues, type Form, type FormValues } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { isGiven } from '../api/given'
import { problemFindings } from '../api/problemWords'
import { nextQuery } from '../api/queries'
import type { OrderFile, Recipient, StageView } from '../api/types'
import { CommandError } from '../parts/CommandError'
import { useNow } from '../parts/useNow'
import { useSession } from '../session/useSession'
import { deskHost } from './deskHost'
import { factsFor } from './orderFacts'
import { needsTerminal } from './performing'
import { RecipientChoice } from './RecipientChoice'
import { decisive, firstChoice, stillOffered } from './recipients'
import { texts } from './texts'
import { usePerformStage } from './usePerformStage'
import styles from './orderPage.module.css'

interface StageDeskProps {
  file: OrderFile
  stage: StageView
  form: Form
  onLeave: () => void
}

/** A stage that is worked on here, at a desk: its form, who takes the next one, and handing it in. What is typed lives as long as this is open. */
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
  const shown = visibleValues(form.ui, values, context).values
  const { order } = file.order
  const asked = useQuery(nextQuery({ order, stage: stage.stage, values: decisive(form.ui, shown) }))
  const next = asked.data
  const [chosen, setChosen] = useState<Recipient>()
  const [isTried, setTried] = useState(false)
  const to = next && (stillOffered(next, chosen, person.person) ?? firstChoice(next))
  const isChoosing = next !== undefined && next.roles.length > 0
  const undecided = asked.isPlaceholderData || next === undefined || (isChoosing && to === undefined)
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
        ending={
          <>
            <CommandError error={asked.error} />
            {isChoosing && <RecipientChoice next={next} self={person.person} chosen={to} isMissing={isTried && undecided} onChoose={setChosen} />}
          </>
        }
        undecided={undecided}
        onTry={() => setTried(true)}
        host={deskHost(words, () => new Date())}
        onFieldChange={(field, value) => setEntered((before) => ({ ...before, [field]: value }))}
        onLeave={onLeave}
        onSubmit={() => performing.mutate({ values: shown, to: isChoosing ? to : undefined })}
      />
      <CommandError error={performing.error} />
    </div>
  )
}

/** Without what was emptied. */
function given(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))
}
