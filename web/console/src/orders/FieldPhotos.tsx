import type { OrderFile } from '../api/types'
import { EvidencePicture } from './EvidencePicture'
import styles from './orderPage.module.css'

/** The pictures of one field that have arrived, small. */
export function FieldPhotos({ attachments, file }: { attachments: string[]; file: OrderFile }) {
  const complete = file.evidence.filter(({ attachment, state }) => attachments.includes(attachment) && state === 'complete')
  return (
    <span className={styles.thumbs}>
      {complete.map((row) => (
        <EvidencePicture key={row.attachment} row={row} className={styles.thumb} />
      ))}
    </span>
  )
}
