import { useNow, type Authorisation } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { Button, DeadlineBar, formatMoment, groupNumber, Icon, requestSaid, requestWords, toneClass, useI18n } from '@ronghe/ui'
import { useNavigate } from 'react-router'
import { confirmPath, meterPath } from '../paths'
import { FactRows } from '../words/FactRows'
import styles from './leave.module.css'
import { isOver, LEAVE_LOOKS, mayBegin, stateNow } from './leaveStates'
import { texts } from './texts'

/** How a leave stands: who decided, why not, how long it is good, and on with it. */
export function LeaveCard({ leave, onAgain }: { leave: Authorisation; onAgain: () => void }) {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const now = useNow()
  const state = stateNow(leave, now)
  const { icon, meaning } = LEAVE_LOOKS[state]
  const { approver_name, reason, order_no, requested_at, not_before, not_after, parameter, present, meter } = leave
  const sets = parameter ? requestWords(requestSaid(leave.command, parameter), now, language) : undefined
  const isLive = state === 'requested' || state === 'approved'
  const facts = [
    approver_name && { label: t('leave.card.by'), value: approver_name },
    reason && { label: t('leave.card.reason'), value: reason },
    present && {
      label: t('leave.present.label'),
      value: `${present.value ?? t('leave.present.none')} · ${t('leave.present.read_at', { when: formatMoment(fromInstant(present.read_at), now, language) })}`,
    },
    sets !== undefined && { label: t('leave.card.sets'), value: sets },
    { label: t('leave.card.order'), value: groupNumber(order_no) },
    { label: t('leave.card.asked'), value: formatMoment(fromInstant(requested_at), now, language) },
    state === 'approved' && now < fromInstant(not_before) && {
      label: t('leave.card.not_before'),
      value: formatMoment(fromInstant(not_before), now, language),
    },
  ].flatMap((fact) => (fact ? [fact] : []))
  return (
    <section className={styles.card} aria-label={t('leave.card.label')}>
      <p className={`${styles.state} ${toneClass(meaning)}`} role="status">
        <Icon name={icon} size="1.75rem" /> <strong>{t(`leave.state.${state}`)}</strong>
      </p>
      {isLive && <DeadlineBar deadline={{ due: fromInstant(not_after), start: fromInstant(not_before) }} now={now} />}
      <FactRows facts={facts} />
      {state === 'requested' && (
        <>
          <p className={styles.note}>{t('leave.card.waits')}</p>
          <Button wide onClick={() => void navigate(meterPath(meter.comm_address))}>
            <Icon name="meter" /> {t('leave.card.meanwhile')}
          </Button>
        </>
      )}
      {state === 'released' && <p className={styles.note}>{t('leave.card.released')}</p>}
      {mayBegin(leave, now) && (
        <Button kind="primary" wide onClick={() => void navigate(confirmPath(meter.comm_address, leave.authorisation))}>
          <Icon name="forward" /> {t('leave.card.go_on')}
        </Button>
      )}
      {isOver(state) && (
        <Button wide onClick={onAgain}>
          <Icon name="redo" /> {t('leave.ask.again')}
        </Button>
      )}
    </section>
  )
}
