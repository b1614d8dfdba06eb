import { useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { texts as orderTexts } from '../orders/texts'
import styles from './casefile.module.css'

interface CheckedPictureProps {
  content: Blob
  mime: string
  name: string
}

/** A picture drawn, or a recording played, from the octets that were checked, not from another answer. */
export function CheckedPicture({ content, mime, name }: CheckedPictureProps) {
  const { t } = useI18n(orderTexts)
  const show = useCallback(
    (element: HTMLImageElement | HTMLMediaElement | null) => {
      if (element === null) return undefined
      const url = URL.createObjectURL(content)
      element.src = url
      return () => URL.revokeObjectURL(url)
    },
    [content],
  )
  if (mime.startsWith('image/')) return <img ref={show} alt={name} className={styles.picture} />
  // On paper a film is its first picture, and sound is nothing: the sheet says how to hear it.
  if (mime.startsWith('audio/')) return <audio ref={show} controls preload="metadata" aria-label={name} className={styles.sound} />
  if (mime.startsWith('video/')) return <video ref={show} controls preload="metadata" aria-label={name} className={styles.picture} />
  return <p className={styles.noPicture}>{t('orders.evidence.no_picture', { mime })}</p>
}
