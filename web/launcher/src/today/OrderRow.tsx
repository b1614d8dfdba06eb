import { AppointmentNote, useNow } from '@ronghe/field'
import { valueWords } from '@ronghe/forms'
import { DeadlineBar, formatDistance, Icon, toneClass, useI18n } from '@ronghe/ui'
import { deadlineOf } from './deadlineOf'
import type { PlacedLine } from './grouping'
import styles from './OrderRow.module.css'
import { professionOf } from './professions'
import { RowStatus } from './RowStatus'
import { texts } from './texts'

/** One order: what, for whom, where, how far, until when, and how it stands. */
export function OrderRow({ placed, onOpen }: { placed: PlacedLine; onOpen: (order: string) => void }) {
  const { t, say, language } = useI18n(texts)
  const now = useNow()
  const { line, distance } = placed
  const { icon, word } = professionOf(line.process)
  const { customer_name, service_address } = line.facts.customer ?? {}
  const deadline = deadlineOf(line)
  return (
    <button type="button" className={styles.row} onClick={() => onOpen(line.order)}>
      <span className={styles.head}>
        <span className={styles.icon} role="img" aria-label={t(word)}>
          <Icon name={icon} size="1.75rem" />
        </span>
        <span className={styles.titles}>
          <span className={styles.title}>{line.stage?.name ?? say(line.title)}</span>
          <span className={styles.profession}>{line.stage ? say(line.title) : t(word)}</span>
        </span>
        <RowStatus line={line} />
      </span>
      <span className={styles.where}>
        <strong>{valueWords(NAME, customer_name, language) ?? t('today.row.no_name')}</strong>
        {service_address !== undefined && <span>{service_address}</span>}
        {distance !== undefined && (
          <span className={styles.distance}>
            <Icon name="pin" size="1em" /> {formatDistance(distance)}
          </span>
        )}
      </span>
      <AppointmentNote appointment={line.appointment} />
      {line.urged > 0 && (
        <span className={`${styles.urged} ${toneClass('soon')}`}>
          <Icon name="bell" size="1em" /> {t('today.row.urged', { count: line.urged })}
        </span>
      )}
      {deadline && <DeadlineBar deadline={deadline} now={now} />}
    </button>
  )
}

/** A list is read by whoever looks over the shoulder: the name is masked, the address is where one must go. */
const NAME = { label: texts['today.row.customer'], widget: 'text', mask: 'name' } as const
