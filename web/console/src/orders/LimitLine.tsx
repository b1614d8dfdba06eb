import { useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { OverdueReason } from '../api/types'
import { DeadlineCell } from '../parts/DeadlineCell'
import { Tag } from '../parts/Tag'
import { LIMIT_STATES, limitState, type LimitGroup } from './limitStates'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** One limit of an order, that of all rounds of a stage in one: whose rule, its name, how it stands, and why it was missed. */
export function LimitLine({ group, reasons }: { group: LimitGroup; reasons: OverdueReason[] }) {
  const { t, say } = useI18n(texts)
  const { limit, all, ended } = group
  const state = limitState(limit)
  const { explained } = limit
  const reason = isGiven(explained) ? reasons.find(({ code }) => code === explained.code) : undefined
  return (
    <li>
      <span className={styles.muted}>{t(limit.kind === 'statutory' ? 'orders.limits.statutory' : 'orders.limits.internal')}</span>
      <span>{say(limit.name)} {all > 1 && <span className={styles.muted}>{t('orders.limits.rounds', { ended, all })}</span>}</span>
      {state === undefined ? <DeadlineCell due={limit.due_at} /> : <Tag {...LIMIT_STATES[state]}>{t(`orders.limits.${state}`)}</Tag>}
      {limit.may_move && <span className={styles.limitMore}>{t('orders.limits.may_move')}</span>}
      {limit.wants_reason && <span className={styles.limitMore}>{t('orders.limits.wants_reason')}</span>}
      {isGiven(explained) && (
        <span className={styles.limitMore}>
          {t('orders.limits.because', { reason: reason ? say(reason.name) : explained.code })} {explained.note}
        </span>
      )}
    </li>
  )
}
