import { useI18n } from '@ronghe/ui'
import type { EvidenceView } from '../api/types'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface EvidencePictureProps {
  row: EvidenceView
  alt?: string | undefined
  className?: string | undefined
}

/** A file of evidence, if it is a picture; the platform checks its hash whenever it is read. */
export function EvidencePicture({ row, alt = '', className }: EvidencePictureProps) {
  const { t } = useI18n(texts)
  if (!row.mime.startsWith('image/')) return <span className={styles.noPicture}>{t('orders.evidence.no_picture', { mime: row.mime })}</span>
  return <img src={fileUrl(row.attachment)} alt={alt} className={className} loading="lazy" />
}

export function fileUrl(attachment: string): string {
  return `/api/v1/files/${attachment}`
}
