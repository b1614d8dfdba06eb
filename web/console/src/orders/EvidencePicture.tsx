import { Icon, useI18n } from '@ronghe/ui'
import type { EvidenceView } from '../api/types'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface EvidencePictureProps {
  row: EvidenceView
  alt?: string | undefined
  className?: string | undefined
  /** Whether there is room to play a recording; elsewhere only what it is stands there. */
  plays?: boolean
}

/** A file of evidence to be looked at or listened to; the platform checks its hash whenever it is read. */
export function EvidencePicture({ row, alt = '', className, plays = false }: EvidencePictureProps) {
  const { t } = useI18n(texts)
  const url = fileUrl(row.attachment)
  if (row.mime.startsWith('image/')) return <img src={url} alt={alt} className={className} loading="lazy" />
  if (row.mime.startsWith('audio/')) {
    if (plays) return <audio src={url} controls preload="metadata" aria-label={alt} className={styles.sound} />
    return <span className={styles.noPicture}><Icon name="microphone" size="1.5rem" /> {t('orders.evidence.voice')}</span>
  }
  if (row.mime.startsWith('video/')) {
    if (plays) return <video src={url} controls preload="metadata" aria-label={alt} className={className} />
    return <span className={styles.noPicture}><Icon name="video" size="1.5rem" /> {t('orders.evidence.video')}</span>
  }
  return <span className={styles.noPicture}>{t('orders.evidence.no_picture', { mime: row.mime })}</span>
}

export function fileUrl(attachment: string): string {
  return `/api/v1/files/${attachment}`
}
