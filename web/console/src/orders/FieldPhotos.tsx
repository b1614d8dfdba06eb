import { Icon, useI18n } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { EvidencePicture } from './EvidencePicture'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** The pictures of one field that have arrived, small, and its recordings to be played; of masked papers, that they are there. */
export function FieldPhotos({ attachments, file }: { attachments: string[]; file: OrderFile }) {
  const { t } = useI18n(texts)
  const complete = file.evidence.filter(({ attachment, state }) => attachments.includes(attachment) && state === 'complete')
  return (
    <span className={styles.thumbs}>
      {complete.map((row) =>
        row.masked === true ? (
          <span key={row.attachment} className={`${styles.thumb} ${styles.maskedThumb}`}>
            <Icon name="lock" size="1em" /> {t('orders.evidence.masked_thumb')}
          </span>
        ) : (
          <EvidencePicture key={row.attachment} row={row} className={styles.thumb} plays />
        ),
      )}
    </span>
  )
}
