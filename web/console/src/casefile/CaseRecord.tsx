import type { FormValues } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import type { OperationView, OrderFile } from '../api/types'
import { RecordFacts } from '../items/RecordFacts'
import { FormFields } from '../orders/FormFields'
import { formUis } from '../orders/formFiles'
import { texts as orderTexts } from '../orders/texts'
import { OutcomeWords } from '../outcome/OutcomeWords'
import { FileNumbers } from './FileNumbers'
import { texts } from './texts'
import type { CheckedFile } from './useCheckedFiles'
import styles from './casefile.module.css'

/** A form that somebody else handed in as well, or too late: under the version that he worked under. */
export function CaseRecord({ record, file, files }: { record: OperationView; file: OrderFile; files: CheckedFile[] }) {
  const { t } = useI18n(texts)
  const { t: tell } = useI18n(orderTexts)
  const { form, body, bundle_hash } = record.operation
  const process = useQuery(processQuery(bundle_hash))
  const ui = process.data && isGiven(form) ? formUis(process.data.files)[form] : undefined
  return (
    <section className={styles.record}>
      <h5>{t('casefile.stages.late')}</h5>
      <RecordFacts record={record} file={file} />
      <p><OutcomeWords outcome={record.outcome as { result: string; reason?: string }} /></p>
      {ui ? (
        <FormFields ui={ui} values={body as FormValues} file={file} filesOf={(attachments) => <FileNumbers attachments={attachments} files={files} />} />
      ) : (
        !process.isPending && <p className={styles.muted}>{tell('orders.stages.no_form')}</p>
      )}
    </section>
  )
}
