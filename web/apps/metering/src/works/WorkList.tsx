import { useNow, type WorkLine } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { commandName, formatMoment, groupNumber, Icon, OUTCOME_LOOKS, outcomeName, reasonWord, toneClass, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { workPath } from '../paths'
import { SentBadge } from './SentBadge'
import { texts } from './texts'
import styles from './works.module.css'

/** Works, newest first; `isBare` where they stand on the page of their meter. */
export function WorkList({ works, isBare = false }: { works: WorkLine[]; isBare?: boolean }) {
  const { t } = useI18n(texts)
  return (
    <ul className={styles.list} aria-label={t('works.list.label')}>
      {works.map((work) => (
        <li key={work.work}>
          <WorkRow work={work} isBare={isBare} />
        </li>
      ))}
    </ul>
  )
}

function WorkRow({ work, isBare }: { work: WorkLine; isBare: boolean }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { icon, meaning } = OUTCOME_LOOKS[work.outcome]
  const reason = work.outcome === 'done' ? undefined : reasonWord(work.reason, language)
  return (
    <Link to={workPath(work.work)} className={styles.row ?? ''} data-bare={isBare}>
      <span className={styles.rowHead}>
        <strong>{commandName(work.command, language)}</strong>
        <Icon name="forward" />
      </span>
      <span className={styles.rowFacts}>
        <span className={`${styles.badge} ${toneClass(meaning)}`}>
          <Icon name={icon} size="1em" /> {outcomeName(work.outcome, language)}
        </span>
        <SentBadge isSent={work.is_sent} />
      </span>
      {reason !== undefined && <span className={styles.rowReason}>{reason}</span>}
      {!isBare && (
        <span className={styles.rowMeter}>{work.comm_address ? groupNumber(work.comm_address) : t('works.row.no_meter')}</span>
      )}
      <span className={styles.rowWhen}>{formatMoment(fromInstant(work.ended_at), now, language)}</span>
    </Link>
  )
}
