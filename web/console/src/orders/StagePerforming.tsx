import { SkeletonList, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import type { OrderFile, StageView } from '../api/types'
import { formOf } from './formFiles'
import { StageDesk } from './StageDesk'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface StagePerformingProps {
  file: OrderFile
  stage: StageView
  onLeave: () => void
}

/** Finds the form of the stage in the version that the order runs under. */
export function StagePerforming({ file, stage, onLeave }: StagePerformingProps) {
  const { t } = useI18n(texts)
  const process = useQuery(processQuery(file.order.bundle_hash))
  const form = useMemo(
    () => (process.data && isGiven(stage.form) ? formOf(process.data.files, stage.form) : undefined),
    [process.data, stage.form],
  )
  if (form) return <StageDesk file={file} stage={stage} form={form} onLeave={onLeave} />
  return process.isPending ? <SkeletonList rows={3} /> : <p className={styles.muted}>{t('orders.stages.no_form')}</p>
}
