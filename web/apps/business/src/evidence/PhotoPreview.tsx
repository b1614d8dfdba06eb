import { agentFiles, type Photo } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { Button, formatDistance, formatExact, formatFileSize, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useMemo } from 'react'
import styles from './PhotoSheet.module.css'
import { texts } from './texts'

interface PhotoPreviewProps {
  shot: Blob
  /** What the agent made of it; nothing until it has answered. */
  photo: Photo | undefined
  busy: boolean
  onAgain: () => void
  onRetake: () => void
  onUse: () => void
}

/** The photo as it is kept, with the burnt-in line, and what else is recorded with it. */
export function PhotoPreview({ shot, photo, busy, onAgain, onRetake, onUse }: PhotoPreviewProps) {
  const { t } = useI18n(texts)
  const raw = useMemo(() => URL.createObjectURL(shot), [shot])
  useEffect(() => () => URL.revokeObjectURL(raw), [raw])
  return (
    <>
      <img
        className={styles.view}
        src={photo ? agentFiles.picture(photo.attachment_id) : raw}
        alt={t(photo ? 'photo.preview.kept' : 'photo.preview.not_kept')}
      />
      <div className={styles.facts} role="status">
        {photo === undefined && (busy ? t('photo.preview.keeping') : t('photo.preview.not_kept'))}
        {photo && (
          <>
            <span>
              <Icon name="check" size="1em" /> {t('photo.preview.saved', { size: formatFileSize(photo.size) })}
            </span>
            <span>{formatExact(fromInstant(photo.taken_at))}</span>
            <span>
              {photo.position
                ? t('photo.preview.accuracy', { accuracy: formatDistance(photo.position.accuracy_m) })
                : t('photo.preview.no_position')}
            </span>
            <span className={styles.hash}>{t('photo.preview.hash', { hash: photo.sha256.slice(0, 12) })}</span>
          </>
        )}
      </div>
      <div className={styles.actions}>
        <Button onClick={onRetake} disabled={busy}>
          <Icon name="redo" /> {t('photo.preview.retake')}
        </Button>
        {photo ? (
          <Button kind="primary" wide onClick={onUse} disabled={busy}>
            <Icon name="check" /> {t('photo.preview.use')}
          </Button>
        ) : (
          <Button kind="primary" wide onClick={onAgain} disabled={busy}>
            <Icon name="upload" /> {t('photo.preview.keep_again')}
          </Button>
        )}
      </div>
    </>
  )
}
