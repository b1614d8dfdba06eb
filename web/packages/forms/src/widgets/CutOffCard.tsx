import { formatExact, formatFileSize, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useFormHost, type CutOff } from '../host'
import { fromInstant, type Recording } from '../model/values'
import { texts } from '../texts'
import { HostFailureNote } from './HostFailureNote'
import styles from './recordings.module.css'
import { useHostAction } from './useHostAction'

/** A recording whose page or terminal died: as far as it came, it can be kept. */
export function CutOffCard({ cut, onKept }: { cut: CutOff; onKept: (made: Recording) => void }) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const keeping = useHostAction(async () => onKept(await host.keepCutOff(cut)))
  const discarding = useHostAction(() => host.discardCutOff(cut))
  const busy = keeping.busy || discarding.busy
  return (
    <div className={`${styles.cutOff} ${toneClass('soon')}`} role="status">
      <p>
        <Icon name="alert" />{' '}
        {t('forms.recording.cut_off', { time: formatExact(fromInstant(cut.begun_at)), size: formatFileSize(cut.bytes) })}
      </p>
      <div className={styles.actions}>
        <button type="button" className={styles.action} onClick={keeping.run} disabled={busy}>
          <Icon name="check" /> {t('forms.recording.keep')}
        </button>
        <button type="button" className={styles.action} onClick={discarding.run} disabled={busy}>
          <Icon name="close" /> {t('forms.recording.discard')}
        </button>
      </div>
      <HostFailureNote failure={keeping.failure ?? discarding.failure} />
    </div>
  )
}
