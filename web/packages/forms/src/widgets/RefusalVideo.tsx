import { Icon, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import { isRefusedOnVideo, isSigned, toInstant, type Recording, type RefusedOnVideo, type Signature } from '../model/values'
import { texts } from '../texts'
import { CutOffCard } from './CutOffCard'
import evidence from './evidence.module.css'
import { HostFailureNote } from './HostFailureNote'
import { RecordingCard } from './RecordingCard'
import styles from './recordings.module.css'
import { useHostAction } from './useHostAction'
import type { WidgetProps } from './widget'

/** The refusal as the camera saw it. */
export function RefusalVideo({ name, value, onChange, reason }: WidgetProps & { reason: string }) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const kept = value as Signature | undefined
  const video = kept && !isSigned(kept) && isRefusedOnVideo(kept) ? kept.video : undefined

  const keep = (made: Recording | undefined) => {
    if (made === undefined) return
    const told = reason === '' ? {} : { reason }
    onChange({ refused: true, ...told, refused_at: toInstant(host.now()), video: made } satisfies RefusedOnVideo)
  }
  const record = async () => keep(await host.record(name, 'video'))
  const recording = useHostAction(record)

  return (
    <>
      <p className={styles.wanted}>{t('forms.signature.video_advice')}</p>
      {host.cutOff(name).map((cut) => <CutOffCard key={cut.attachment_id} cut={cut} onKept={keep} />)}
      {video ? (
        <RecordingCard recording={video} at={1} onAgain={record} />
      ) : (
        <button type="button" className={evidence.ask} onClick={recording.run} disabled={recording.busy}>
          <Icon name="video" size="1.5em" /> {t('forms.recording.video')}
        </button>
      )}
      <HostFailureNote failure={recording.failure} />
    </>
  )
}
