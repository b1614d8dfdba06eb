import { KINDS, roughPlace, useAgent, useCommand, type Action, type Stage } from '@ronghe/field'
import { Button, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useStageForm } from '../form/useStageForm'
import { formPath } from '../paths'
import { DeclineSheet } from './DeclineSheet'
import { useOrderInHand } from './OrderRoom'
import { canDecline, stepsAhead, type Step } from './steps'
import styles from './StageActions.module.css'
import { texts } from './texts'

/** The next step large, those after it small, and the way out. Every step is kept on the device before it shows. */
export function StageActions({ stage }: { stage: Stage }) {
  const { t, say } = useI18n(texts)
  const agent = useAgent()
  const navigate = useNavigate()
  const { detail, reload, drafts } = useOrderInHand()
  const inHand = useStageForm(detail, stage, drafts)
  const [isDeclining, setDeclining] = useState(false)
  const key = { order: detail.order.order, stage: stage.stage }
  const acting = useCommand(async (step: Step) => {
    await agent.act(key, await actionOf(step))
    reload()
  })
  const [next, ...later] = stepsAhead(stage.state)
  const firstGroup = inHand?.form.ui.groups[0]?.id

  return (
    <div className={styles.actions}>
      {acting.failure && <ErrorState error={acting.failure} />}
      {next && (
        <Button kind="primary" wide onClick={() => acting.run(next)} disabled={acting.busy}>
          <Icon name={KINDS[next].icon} /> {say(KINDS[next].word)}
        </Button>
      )}
      {!next && firstGroup !== undefined && (
        <Button
          kind="primary"
          wide
          onClick={() => navigate(formPath(key.order, key.stage, { screen: 'group', group: firstGroup }))}
        >
          <Icon name="pen" /> {t('order.actions.fill_in')}
        </Button>
      )}
      {next && (
        <div className={styles.later} role="group" aria-label={t('order.actions.others')}>
          {later.map((step) => (
            <Button key={step} onClick={() => acting.run(step)} disabled={acting.busy}>
              {say(KINDS[step].word)}
            </Button>
          ))}
          {canDecline(stage.state) && (
            <Button onClick={() => setDeclining(true)} disabled={acting.busy}>
              <Icon name={KINDS.decline.icon} /> {say(KINDS.decline.word)}
            </Button>
          )}
        </div>
      )}
      {isDeclining && <DeclineSheet stage={key} onClose={() => setDeclining(false)} onDeclined={reload} />}
    </div>
  )
}

/** An arrival says where, if that is known without waiting. */
async function actionOf(step: Step): Promise<Action> {
  const place = step === 'arrive' ? await roughPlace() : undefined
  if (place === undefined) return { kind: step }
  const { lon, lat, accuracy_m, source } = place
  return { kind: step, position: { lon, lat, accuracy_m, source } }
}
