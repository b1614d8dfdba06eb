import { bytesOf, KINDS, outcomeWords, useAgent, useCommand, useNow } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import {
  Button, CopyableNumber, DeliveryBadge, ErrorState, formatFileSize, formatPast, formatPercent, Icon, toneClass, useI18n,
} from '@ronghe/ui'
import styles from './OutboxCard.module.css'
import type { Sending } from './sending'
import { texts } from './texts'

/** One record: what, of which order, how far, why not further, and what can be done. */
export function OutboxCard({ item, onChanged }: { item: Sending; onChanged: () => void }) {
  const { t, say, language } = useI18n(texts)
  const now = useNow()
  const agent = useAgent()
  const { entry, delivery, line } = item
  const reason = outcomeWords(entry.outcome)
  const { left, total } = bytesOf(entry.files)
  const { relative, exact } = formatPast(fromInstant(entry.made_at), now, language)
  const { icon, word } = KINDS[entry.kind]

  const retrying = useCommand(() => agent.retry(entry.op_id).then(onChanged))
  const withdrawing = useCommand(() => agent.withdraw(entry.op_id).then(onChanged))
  const failure = retrying.failure ?? withdrawing.failure

  return (
    <article className={styles.card} aria-label={say(word)}>
      <p className={styles.head}>
        <span className={styles.kind}>
          <Icon name={icon} /> {say(word)}
        </span>
        <DeliveryBadge state={delivery} />
      </p>
      <div className={styles.order}>
        <span>{line?.stage?.name ?? (line ? say(line.title) : t('outbox.card.order_gone'))}</span>
        {line && <CopyableNumber number={line.order_no} />}
      </div>
      <p className={styles.facts}>
        <span>{t('outbox.card.made', { relative, exact })}</span>
        <span>
          {entry.files.length === 0
            ? t('outbox.card.no_files')
            : t('outbox.card.files', { count: entry.files.length, size: formatFileSize(total) })}
        </span>
        {total > 0 && left < total && <span>{t('outbox.card.sent', { percent: formatPercent(1 - left / total) })}</span>}
        {entry.attempts > 1 && <span>{t('outbox.card.attempts', { count: entry.attempts })}</span>}
      </p>
      {reason && (
        <p className={`${styles.reason} ${toneClass(delivery === 'refused' ? 'late' : 'soon')}`}>
          <Icon name="alert" /> <span>{say(reason)}</span>
        </p>
      )}
      {delivery === 'refused' && (
        <div className={styles.actions}>
          <Button kind="primary" onClick={withdrawing.run} disabled={withdrawing.busy}>
            <Icon name="return" /> {t('outbox.card.withdraw')}
          </Button>
          <Button onClick={retrying.run} disabled={retrying.busy}>
            <Icon name="redo" /> {t('outbox.card.retry')}
          </Button>
        </div>
      )}
      {failure && <ErrorState error={failure} />}
    </article>
  )
}
