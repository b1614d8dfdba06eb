import { formatExact, useI18n } from '@ronghe/ui'
import type { OperationView, OrderFile } from '../api/types'
import { TerminalLink } from '../orders/TerminalLink'
import { toDate } from '../parts/Moment'
import { PersonName } from '../people/PersonName'
import { texts } from './texts'
import styles from './items.module.css'

/** Who recorded it, when, and when it came. */
export function RecordFacts({ record, file }: { record: OperationView; file: OrderFile }) {
  const { t } = useI18n(texts)
  const { author, terminal, kind } = record.operation
  return (
    <p className={styles.facts}>
      <PersonName person={author} name={file.people[author]} />
      <span>{t(`items.operation.${kind}`)}</span>
      <span>{t('items.record.happened', { at: formatExact(toDate(record.event_at)) })}</span>
      <span>{t('items.record.received', { at: formatExact(toDate(record.received_at)) })}</span>
      <TerminalLink terminal={terminal} />
    </p>
  )
}
