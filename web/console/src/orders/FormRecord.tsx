import type { FormValues } from '@ronghe/forms'
import { SkeletonList, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import type { OrderFile, StageView } from '../api/types'
import { FieldRecord } from './FieldRecord'
import { fieldGroups } from './fieldRows'
import { formUis } from './formFiles'
import { orderFacts } from './orderFacts'
import { occurrenceBefore } from './stages'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** The form of a stage as it was filled in, under the version that it was filled in with. */
export function FormRecord({ stage, file }: { stage: StageView; file: OrderFile }) {
  const { t, say, language } = useI18n(texts)
  const process = useQuery(processQuery(file.order.bundle_hash))
  if (!isGiven(stage.values)) return <p className={styles.muted}>{t('orders.stages.no_values')}</p>
  if (process.data === undefined) return process.isError ? <p>{t('orders.stages.no_form')}</p> : <SkeletonList rows={2} />
  const ui = isGiven(stage.form) ? formUis(process.data.files)[stage.form] : undefined
  if (ui === undefined) return <p className={styles.muted}>{t('orders.stages.no_form')}</p>

  const before = occurrenceBefore(file.order, stage)
  const values = stage.values as FormValues
  const groups = fieldGroups(ui, values, before?.values as FormValues | undefined, orderFacts(file.order), language)
  return groups.map((group) => (
    <section key={group.id} className={styles.group}>
      <h3 className={styles.groupTitle}>{say(group.title)}</h3>
      <dl className={styles.fields}>
        {group.rows.map((row) => (
          <FieldRecord key={row.name} row={row} file={file} />
        ))}
      </dl>
    </section>
  ))
}
