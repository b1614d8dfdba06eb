import type { FormUi, FormValues } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import type { OrderFile } from '../api/types'
import { FieldRecord } from './FieldRecord'
import { fieldGroups } from './fieldRows'
import { orderFacts } from './orderFacts'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface FormFieldsProps {
  ui: FormUi
  values: FormValues
  /** What stood there before it was sent back. */
  before?: FormValues | undefined
  file: OrderFile
  /** What stands for the files of a field; usually their pictures, small. */
  filesOf?: ((attachments: string[]) => ReactNode) | undefined
}

/** A form's groups with what was recorded in them. */
export function FormFields({ ui, values, before, file, filesOf }: FormFieldsProps) {
  const { say, language } = useI18n(texts)
  return fieldGroups(ui, values, before, orderFacts(file.order), language).map((group) => (
    <section key={group.id} className={styles.group}>
      <h3 className={styles.groupTitle}>{say(group.title)}</h3>
      <dl className={styles.fields}>
        {group.rows.map((row) => (
          <FieldRecord key={row.name} row={row} file={file} filesOf={filesOf} />
        ))}
      </dl>
    </section>
  ))
}
