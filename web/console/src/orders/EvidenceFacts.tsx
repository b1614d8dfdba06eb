import { formatExact, formatFileSize, formatSeconds, groupNumber, useI18n } from '@ronghe/ui'
import type { Recording } from '@ronghe/forms'
import { useQuery } from '@tanstack/react-query'
import { isGiven } from '../api/given'
import { mapQuery } from '../api/queries'
import type { Maybe } from '../api/types'
import { HashText } from '../parts/HashText'
import { GeoMap } from '../parts/map/GeoMap'
import { toDate } from '../parts/Moment'
import type { Evidence } from './attachments'
import { EvidenceStateTag } from './EvidenceStateTag'
import { Fact } from './Fact'
import { PositionWords } from './PositionWords'
import { texts } from './texts'
import { useStageNames } from './useStageNames'
import styles from './orderPage.module.css'

/** Who recorded it: nothing can be burnt into sound, so it stands beside it. */
function recordedBy({ worker, staff_no }: Recording): string {
  return `${worker} (${staff_no})`
}

/** When, where, how large, and whether it is what its hash says. */
export function EvidenceFacts({ evidence, station, bundle }: { evidence: Evidence; station: Maybe<string>; bundle: string }) {
  const { t, say } = useI18n(texts)
  const nameOf = useStageNames(bundle)
  const { row, stage, takenAt, position, state, recording } = evidence
  const map = useQuery({ ...mapQuery(station ?? undefined), enabled: position !== undefined })
  return (
    <div className={styles.evidenceFacts}>
      <EvidenceStateTag state={state} />
      {state === 'complete' && <p>{t('orders.evidence.hash_checked')}</p>}
      <dl className={styles.fields}>
        {takenAt && (
          <Fact name={t(recording ? 'orders.evidence.begun' : 'orders.evidence.taken')}>
            {formatExact(takenAt)}
            {recording?.clock === 'unsure' && ` · ${t('orders.evidence.clock_unsure')}`}
          </Fact>
        )}
        {recording && <Fact name={t('orders.evidence.duration')}>{formatSeconds(recording.duration_ms)}</Fact>}
        {recording && <Fact name={t('orders.evidence.recorded_by')}>{recordedBy(recording)}</Fact>}
        {recording && <Fact name={t('orders.evidence.recorded_for')}>{groupNumber(recording.order_no)}</Fact>}
        {stage && <Fact name={t('orders.evidence.stage')}>{say(nameOf(stage))}</Fact>}
        {isGiven(row.completed_at) && <Fact name={t('orders.evidence.received')}>{formatExact(toDate(row.completed_at))}</Fact>}
        <Fact name={t('orders.evidence.size')}>
          {state === 'partial'
            ? t('orders.evidence.partly', { received: formatFileSize(row.received), size: formatFileSize(row.size) })
            : formatFileSize(row.size)}
        </Fact>
        <Fact name={t('orders.evidence.hash')}><HashText hash={row.sha256} name={t('orders.evidence.hash')} /></Fact>
        {position && <Fact name={t('orders.evidence.position')}><PositionWords position={position} /></Fact>}
      </dl>
      {position && map.data && (
        <div className={styles.evidenceMap}>
          <GeoMap map={map.data} point={position} />
        </div>
      )}
    </div>
  )
}
