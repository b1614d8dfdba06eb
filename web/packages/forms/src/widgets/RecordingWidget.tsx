import { Icon, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import type { Medium, Recording } from '../model/values'
import { texts } from '../texts'
import { CutOffCard } from './CutOffCard'
import evidence from './evidence.module.css'
import { HostFailureNote } from './HostFailureNote'
import { RecordingCard } from './RecordingCard'
import styles from './recordings.module.css'
import { useHostAction } from './useHostAction'
import type { WidgetProps } from './widget'

/** What was said, instead of typing it. */
export function VoiceWidget(props: WidgetProps) {
  return <RecordingWidget {...props} medium="voice" />
}

/** What happened, as it happened. */
export function VideoWidget(props: WidgetProps) {
  return <RecordingWidget {...props} medium="video" />
}

/** The recordings of a field, what of them was cut off, and one more while there is room. */
function RecordingWidget({ name, ui, value, onChange, ids, medium }: WidgetProps & { medium: Medium }) {
  const { t, say } = useI18n(texts)
  const host = useFormHost()
  const kept = Array.isArray(value) ? (value as Recording[]) : []
  const { min, max } = ui.recording ?? { min: 0, max: 1 }
  const without = (old: string | undefined) => kept.filter(({ attachment_id }) => attachment_id !== old)
  const recording = useHostAction(async () => {
    const made = await host.record(name, medium)
    if (made !== undefined) onChange([...kept, made])
  })
  const again = async (old: Recording) => {
    const made = await host.record(name, medium, old)
    if (made !== undefined) onChange([...without(old.attachment_id), made])
  }
  const at = kept.length
  return (
    <div className={evidence.stack}>
      {ui.recording && <p className={styles.wanted}>{say(ui.recording.what)}</p>}
      {host.cutOff(name).map((cut) => (
        <CutOffCard key={cut.attachment_id} cut={cut} onKept={(made) => onChange([...without(cut.instead), made])} />
      ))}
      {kept.length > 0 && (
        <ol className={styles.list} aria-labelledby={ids.label}>
          {kept.map((each, place) => (
            <li key={each.attachment_id}>
              <RecordingCard
                recording={each}
                at={place + 1}
                onAgain={() => again(each)}
                onRemove={() => onChange(without(each.attachment_id))}
              />
            </li>
          ))}
        </ol>
      )}
      {at < max && (
        <button
          type="button"
          id={ids.input}
          className={at < min || at === 0 ? evidence.ask : evidence.again}
          onClick={recording.run}
          disabled={recording.busy}
          aria-describedby={ids.notes}
        >
          <Icon name={medium === 'voice' ? 'microphone' : 'video'} size="1.5em" />
          <span>{t(`forms.recording.${medium}`)}</span>
          {at < min && <span className={styles.more}>{t('forms.recording.wanted', { at: at + 1, min })}</span>}
          {at >= min && at > 0 && <span className={styles.more}>{t('forms.recording.extra')}</span>}
        </button>
      )}
      <HostFailureNote failure={recording.failure} />
    </div>
  )
}
