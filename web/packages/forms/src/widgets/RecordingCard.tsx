import { DeliveryBadge, formatExact, formatFileSize, formatPercent, formatSeconds, Icon, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import { fromInstant, mediumOf, type Recording } from '../model/values'
import { texts } from '../texts'
import { HostFailureNote } from './HostFailureNote'
import { RecordingPlayer } from './RecordingPlayer'
import styles from './recordings.module.css'
import { useHostAction } from './useHostAction'

interface RecordingCardProps {
  recording: Recording
  at: number
  onAgain: () => Promise<void>
  /** Nothing where something has to stand. */
  onRemove?: () => void
}

/** A kept recording: to be played, recorded again or taken away. */
export function RecordingCard({ recording, at, onAgain, onRemove }: RecordingCardProps) {
  const { t } = useI18n(texts)
  const view = useFormHost().attachment(recording.attachment_id)
  const again = useHostAction(onAgain)
  return (
    <article className={styles.card} aria-label={t('forms.recording.number', { at })}>
      {view?.contentUrl !== undefined && (
        <RecordingPlayer
          url={view.contentUrl}
          medium={mediumOf(recording)}
          durationMs={recording.duration_ms}
        />
      )}
      <p className={styles.facts}>
        <span>{formatSeconds(recording.duration_ms)}</span>
        <span>{formatFileSize(recording.size)}</span>
        <span>{formatExact(fromInstant(recording.taken_at))}</span>
        {view && <DeliveryBadge state={view.delivery} />}
        {view?.sentShare !== undefined && (
          <span>{t('forms.photo.uploaded', { percent: formatPercent(view.sentShare) })}</span>
        )}
      </p>
      <div className={styles.actions}>
        <button
          type="button"
          className={styles.action}
          onClick={again.run}
          disabled={again.busy}
          aria-label={t('forms.recording.again_number', { at })}
        >
          <Icon name="redo" /> {t('forms.recording.again')}
        </button>
        {onRemove && (
          <button
            type="button"
            className={styles.action}
            onClick={onRemove}
            aria-label={t('forms.recording.remove_number', { at })}
          >
            <Icon name="close" /> {t('forms.recording.remove')}
          </button>
        )}
      </div>
      <HostFailureNote failure={again.failure} />
    </article>
  )
}
