import { useI18n } from '@ronghe/ui'
import styles from './RecordingSheet.module.css'
import { texts } from './texts'

/** That the microphone hears: bars that fill, and a word where they do not. */
export function LevelMeter({ level }: { level: number }) {
  const { t } = useI18n(texts)
  const lit = Math.round(level * BARS)
  return (
    <div className={styles.meter}>
      <span className={styles.bars} aria-hidden="true">
        {Array.from({ length: BARS }, (_, at) => (
          <span key={at} data-lit={at < lit} />
        ))}
      </span>
      <span>{t(lit >= HEARD_FROM ? 'recording.level.heard' : 'recording.level.quiet')}</span>
    </div>
  )
}

const BARS = 12
const HEARD_FROM = 4
