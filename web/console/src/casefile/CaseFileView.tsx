import { groupNumber, useI18n } from '@ronghe/ui'
import { useIsFetching, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { processQuery } from '../api/queries'
import { evidenceOf } from '../orders/attachments'
import { formUis } from '../orders/formFiles'
import type { Unmasked } from '../orders/useUnmasked'
import { useMay } from '../session/useSession'
import { caseCheck } from './caseCheck'
import { CaseAudit } from './CaseAudit'
import { CaseCover } from './CaseCover'
import { CaseEvidence } from './CaseEvidence'
import type { CaseFile } from './caseFileQuery'
import { CaseItems } from './CaseItems'
import { CaseLimits } from './CaseLimits'
import { CaseStages } from './CaseStages'
import { CaseSteering } from './CaseSteering'
import { CaseStory } from './CaseStory'
import { PageMargins } from './PageMargins'
import { PrintBar } from './PrintBar'
import { texts } from './texts'
import { useCheckedFiles } from './useCheckedFiles'
import styles from './casefile.module.css'

interface CaseFileViewProps {
  read: CaseFile
  unmasked: Unmasked
  onReadAgain: () => void
}

/** The bar that is not printed, and the paper. */
export function CaseFileView({ read, unmasked, onReadAgain }: CaseFileViewProps) {
  const { t, say } = useI18n(texts)
  const { file, chain, readAt } = read
  const { order_no, title, bundle_hash } = file.order
  const process = useQuery(processQuery(bundle_hash))
  const evidence = evidenceOf(file, process.data ? formUis(process.data.files) : {})
  const checked = useCheckedFiles(evidence, file.story, useMay()('read_evidence'))
  const check = caseCheck(checked.files.map(({ verdict }) => verdict), chain, file)
  // Names of stages, people and terminals come by themselves; without them the paper would say less than it could.
  const isReading = useIsFetching({ predicate: ({ state }) => state.status === 'pending' }) > 0
  const paper = useRef<HTMLElement>(null)
  const name = t('casefile.page.file_name', { order_no })
  useEffect(() => {
    // The browser names the PDF after the page.
    const before = document.title
    document.title = name
    return () => void (document.title = before)
  }, [name])

  const print = async () => {
    const pictures = [...(paper.current?.querySelectorAll('img') ?? [])]
    await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)))
    window.print()
  }
  return (
    <>
      <PageMargins header={t('casefile.page.header', { order_no: groupNumber(order_no), title: say(title) })} readAt={readAt} />
      <PrintBar
        order={file.order.order}
        check={check}
        files={checked}
        isReading={isReading}
        isProcessMissing={process.isError}
        unmasked={unmasked}
        onPrint={() => void print()}
        onReadAgain={onReadAgain}
      />
      <article ref={paper} className={styles.paper} aria-label={name}>
        <CaseCover file={file} check={check} process={process.data} readAt={readAt} />
        <CaseLimits file={file} />
        <CaseStages file={file} files={checked.files} />
        <CaseSteering file={file} />
        <CaseEvidence files={checked.files} bundle={file.order.bundle_hash} />
        <CaseItems items={file.items} />
        <CaseStory file={file} chain={chain} />
        <CaseAudit file={file} chain={chain} check={check} />
      </article>
    </>
  )
}
