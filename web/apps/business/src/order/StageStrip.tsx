import { ROLES, stageTitle, useStanding, type Stage } from '@ronghe/field'
import { Icon, useI18n, type IconName } from '@ronghe/ui'
import { useOrderInHand } from './OrderRoom'
import { doneOf, stepsOf } from '../rounds/rounds'
import { isOpen, ownStage } from './stages'
import styles from './StageStrip.module.css'
import { texts } from './texts'

/** The stages as they opened, and whose turn it is after this one. */
export function StageStrip() {
  const { t, say } = useI18n(texts)
  const { detail } = useOrderInHand()
  const { order, hand_over = {} } = detail
  const person = useStanding().state?.person?.person ?? ''
  const own = ownStage(order, person)
  const next = own && hand_over[own.stage]?.roles
  return (
    <ol className={styles.strip} aria-label={t('order.strip.label')}>
      {stepsOf(order).map((step) => {
        if ('rounds' in step) return <RoundsStep key={step.rounds[0]?.stage} rounds={step.rounds} />
        const { stage } = step
        const standing = standingOf(stage)
        return (
          <li key={stage.stage} className={styles.stage} data-standing={standing}>
            <Icon name={ICONS[standing]} /> <span className={styles.name}>{say(stageTitle(detail, stage))}</span>
            <span className={styles.who}>
              {stage.assignee_name === undefined
                ? t(`order.strip.${standing}`)
                : t('order.strip.who', { standing: t(`order.strip.${standing}`), name: stage.assignee_name })}
            </span>
          </li>
        )
      })}
      {next && next.length > 0 && (
        <li className={styles.stage} data-standing="next">
          <Icon name="forward" /> <span className={styles.name}>{t('order.strip.next')}</span>
          <span className={styles.who}>{next.map((role) => say(ROLES[role])).join(t('order.strip.or'))}</span>
        </li>
      )}
    </ol>
  )
}

/** All rounds of a stage in one line: three hundred meters are one step of their order. */
function RoundsStep({ rounds }: { rounds: Stage[] }) {
  const { t, say } = useI18n(texts)
  const { detail } = useOrderInHand()
  const [first] = rounds
  const done = doneOf(rounds)
  const standing = done === rounds.length ? 'done' : 'here'
  if (first === undefined) return null
  return (
    <li className={styles.stage} data-standing={standing}>
      <Icon name={ICONS[standing]} /> <span className={styles.name}>{say(stageTitle(detail, first))}</span>
      <span className={styles.who}>{t('order.strip.rounds', { done, total: rounds.length })}</span>
    </li>
  )
}

type Standing = 'done' | 'here' | 'left'

function standingOf(stage: Stage): Standing {
  if (isOpen(stage)) return 'here'
  return stage.state === 'sent_back' || stage.state === 'cancelled' ? 'left' : 'done'
}

const ICONS: Record<Standing, IconName> = { done: 'check', here: 'work', left: 'return' }
