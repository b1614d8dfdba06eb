import { useI18n } from '@ronghe/ui'
import { EvidenceSheet } from './EvidenceSheet'
import { texts } from './texts'
import type { CheckedFile } from './useCheckedFiles'

/** Signatures, then photos, then recordings: each as it was checked, with its data and digests. */
export function CaseEvidence({ files, bundle }: { files: CheckedFile[]; bundle: string }) {
  const { t } = useI18n(texts)
  const isRecording = ({ recording }: CheckedFile) => recording !== undefined
  const isSignature = (file: CheckedFile) => file.field?.widget === 'signature' && !isRecording(file)
  const groups = [
    { title: t('casefile.evidence.signatures'), files: files.filter(isSignature) },
    { title: t('casefile.evidence.photos'), files: files.filter((each) => !isSignature(each) && !isRecording(each)) },
    { title: t('casefile.evidence.recordings'), files: files.filter(isRecording) },
  ]
  return (
    <section aria-labelledby="evidence">
      <h3 id="evidence">{t('casefile.evidence.title')}</h3>
      {groups.filter(({ files: shown }, at) => at < 2 || shown.length > 0).map(({ title, files: shown }) => (
        <section key={title} aria-label={title}>
          <h4>{title}</h4>
          {shown.length === 0 && <p>{t('casefile.evidence.none')}</p>}
          {shown.map((each) => <EvidenceSheet key={each.row.attachment} checked={each} bundle={bundle} />)}
        </section>
      ))}
    </section>
  )
}
