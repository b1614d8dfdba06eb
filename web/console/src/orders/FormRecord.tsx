import type { FormValues } from '@ronghe/forms'
import { SkeletonList, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import type { OrderFile, StageView } from '../api/types'
import { FormFields } from './FormFields'
import { formUis } from './formFiles'
import { occurrenceBefore } from './stages'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface FormRecordProps {
  stage: StageView
  file: OrderFile
  filesOf?: (attachments: string[]) => ReactNode
}

/** The form of a stage as it was filled in, under the version that it was filled in with. */
export function FormRecord({ stage, file, filesOf }: FormRecordProps) {
  const { t } = useI18n(texts)
  const process = useQuery(processQuery(file.order.bundle_hash))
  if (!isGiven(stage.values)) return <p className={styles.muted}>{t('orders.stages.no_values')}</p>
  if (process.data === undefined) return process.isError ? <p>{t('orders.stages.no_form')}</p> : <SkeletonList rows={2} />
  const ui = isGiven(stage.form) ? formUis(process.data.files)[stage.form] : undefined
  if (ui === undefined) return <p className={styles.muted}>{t('orders.stages.no_form')}</p>
  const before = occurrenceBefore(file.order, stage)?.values as FormValues | undefined
  return <FormFields ui={ui} values={stage.values as FormValues} before={before} file={file} filesOf={filesOf} />
}
