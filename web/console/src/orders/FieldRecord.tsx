import type { Position } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import type { OrderFile } from '../api/types'
import { Tag } from '../parts/Tag'
import { useMay } from '../session/useSession'
import { attachmentIds } from './attachments'
import type { FieldRow } from './fieldRows'
import { FieldPhotos } from './FieldPhotos'
import { PositionWords } from './PositionWords'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface FieldRecordProps {
  row: FieldRow
  file: OrderFile
  filesOf?: ((attachments: string[]) => ReactNode) | undefined
}

/** A field and its value; beside it what stood here before, and what the order said. */
export function FieldRecord({ row, file, filesOf }: FieldRecordProps) {
  const { t, say } = useI18n(texts)
  const mayLook = useMay()('read_evidence')
  const files = attachmentIds(row.value)
  const position = row.field.widget === 'gps' ? (row.value as Position | undefined) : undefined
  return (
    <div className={styles.field}>
      <dt>{say(row.label)}</dt>
      <dd>
        <span>{row.words ?? t('orders.field.emptied')}</span>
        {position && <span className={styles.fieldMore}><PositionWords position={position} /></span>}
        {files.length > 0 && filesOf?.(files)}
        {files.length > 0 && !filesOf && mayLook && <FieldPhotos attachments={files} file={file} />}
        {row.before !== undefined && (
          <span className={styles.fieldMore}>
            <Tag meaning="soon" icon="pen">{t('orders.field.changed')}</Tag> <del>{row.before}</del>
          </span>
        )}
        {row.orderSays !== undefined && (
          <span className={styles.fieldMore}>{t('orders.field.order_says', { value: row.orderSays })}</span>
        )}
      </dd>
    </div>
  )
}
