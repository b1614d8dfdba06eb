import { useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { texts as orderTexts } from '../orders/texts'
import styles from './casefile.module.css'

interface CheckedPictureProps {
  content: Blob
  mime: string
  name: string
}

/** A picture drawn from the octets that were checked, not from another answer. */
export function CheckedPicture({ content, mime, name }: CheckedPictureProps) {
  const { t } = useI18n(orderTexts)
  const show = useCallback(
    (picture: HTMLImageElement) => {
      const url = URL.createObjectURL(content)
      picture.src = url
      return () => URL.revokeObjectURL(url)
    },
    [content],
  )
  if (!mime.startsWith('image/')) return <p className={styles.noPicture}>{t('orders.evidence.no_picture', { mime })}</p>
  return <img ref={show} alt={name} className={styles.picture} />
}
