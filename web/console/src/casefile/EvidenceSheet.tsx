import { isSigned, valueWords, type FormValues, type Signature } from '@ronghe/forms'
import { formatExact, formatFileSize, formatSeconds, groupNumber, Icon, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import { problemWords } from '../api/problemWords'
import { Fact } from '../orders/Fact'
import { unmasking } from '../orders/fieldRows'
import { PositionWords } from '../orders/PositionWords'
import { texts as orderTexts } from '../orders/texts'
import { useStageNames } from '../orders/useStageNames'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { CheckedPicture } from './CheckedPicture'
import { VERDICTS } from './fileVerdict'
import { texts } from './texts'
import type { CheckedFile } from './useCheckedFiles'
import styles from './casefile.module.css'

/** One file on paper: the picture that was checked, its data, its digests, and what came of comparing them. */
export function EvidenceSheet({ checked, bundle }: { checked: CheckedFile; bundle: string }) {
  const { t, say, language } = useI18n(texts)
  const { t: tell } = useI18n(orderTexts)
  const nameOf = useStageNames(bundle)
  const { number, verdict, computed, chained, content, error, row, label, field, stage, takenAt, position, recording } = checked
  const name = label ? say(label) : tell('orders.evidence.unnamed')
  const value = field && (stage?.values as FormValues | null | undefined)?.[field.name]
  const signature = field?.widget === 'signature' ? (value as Signature | undefined) : undefined
  const verdictWords = t(`casefile.verdict.${verdict}`)
  return (
    <figure className={styles.evidence}>
      <figcaption className={styles.caption}>
        <strong>{t('casefile.evidence.number', { number })}</strong> {name} <Tag {...VERDICTS[verdict]}>{verdictWords}</Tag>
      </figcaption>
      <div className={styles.shown}>
        {recording && (
          <p className={styles.noPicture}>
            <Icon name={recording.mime === 'audio/webm' ? 'microphone' : 'video'} size="1.5rem" />{' '}
            {t('casefile.evidence.to_hear', { number, duration: formatSeconds(recording.duration_ms) })}
          </p>
        )}
        {content ? (
          <CheckedPicture content={content} mime={row.mime} name={name} />
        ) : (
          <p className={styles.noPicture}>
            <Icon name={VERDICTS[verdict].icon} size="1.5rem" />{' '}
            {t(recording ? 'casefile.evidence.recording_here' : 'casefile.evidence.here', { why: verdictWords })}
          </p>
        )}
      </div>
      <dl className={styles.facts}>
        {stage && <Fact name={tell('orders.evidence.stage')}>{say(nameOf(stage))}</Fact>}
        {takenAt && (
          <Fact name={tell(recording ? 'orders.evidence.begun' : 'orders.evidence.taken')}>
            {formatExact(takenAt)}
            {recording?.clock === 'unsure' && ` · ${tell('orders.evidence.clock_unsure')}`}
          </Fact>
        )}
        {recording && <Fact name={tell('orders.evidence.duration')}>{formatSeconds(recording.duration_ms)}</Fact>}
        {recording && <Fact name={tell('orders.evidence.recorded_by')}>{recording.worker} ({recording.staff_no})</Fact>}
        {recording && <Fact name={tell('orders.evidence.recorded_for')}>{groupNumber(recording.order_no)}</Fact>}
        {position && <Fact name={tell('orders.evidence.position')}><PositionWords position={position} /></Fact>}
        {isGiven(row.completed_at) && <Fact name={tell('orders.evidence.received')}>{formatExact(toDate(row.completed_at))}</Fact>}
        {field && signature && <Fact name={t('casefile.evidence.signed')}>{signatureWords(signature)}</Fact>}
        {signature && isSigned(signature) && <Fact name={t('casefile.evidence.statement')}><code>{signature.signed_sha256}</code></Fact>}
        <Fact name={tell('orders.evidence.size')}>
          {row.received < row.size
            ? tell('orders.evidence.partly', { received: formatFileSize(row.received), size: formatFileSize(row.size) })
            : formatFileSize(row.size)}
        </Fact>
        <Fact name={t('casefile.evidence.mime')}>{row.mime}</Fact>
        <Fact name={t('casefile.evidence.id')}><code>{row.attachment}</code></Fact>
        <Fact name={t('casefile.evidence.recorded')}><code>{row.sha256}</code></Fact>
        <Fact name={t('casefile.evidence.computed')}>{computed === undefined ? t('casefile.evidence.not_computed') : <code>{computed}</code>}</Fact>
        <Fact name={t('casefile.evidence.chained')}>{chainWords()}</Fact>
        {error !== undefined && <Fact name={verdictWords}>{t('casefile.evidence.refused', { cause: problemWords(error, language).cause })}</Fact>}
      </dl>
    </figure>
  )

  function signatureWords(signed: Signature) {
    const words = field && valueWords(unmasking(field), signed, language)
    return isSigned(signed) ? `${words} ${formatExact(toDate(signed.signed_at))}` : words
  }

  function chainWords() {
    if (chained === undefined) return t('casefile.evidence.chained_none')
    return chained === row.sha256 ? t('casefile.evidence.chained_same') : <code>{chained}</code>
  }
}
