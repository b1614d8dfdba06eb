import { Icon, useI18n } from '@ronghe/ui'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { MeterWorkFile } from '../api/types'
import { framesText, secondsBetween, spaced } from './frameTimes'
import styles from './meters.module.css'
import { texts } from './texts'

/** Every frame as it was on the line; drawn only once somebody asks, because there may be two thousand. */
export function WorkFrames({ file: { frames_withheld, record: { frames, started_at } } }: { file: MeterWorkFile }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const [isUnfolded, setUnfolded] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(framesText(frames, started_at))
    message.success(t('meters.frames.copied'))
  }
  if (frames_withheld) return <p className={styles.muted}>{t('meters.frames.withheld')}</p>
  if (frames.length === 0) return <p className={styles.muted}>{t('meters.frames.none')}</p>
  return (
    <details className={`${styles.card} ${styles.frames}`} onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}>
      <summary>{t('meters.frames.title', { count: frames.length })}</summary>
      {isUnfolded && (
        <>
          <Button onClick={() => void copy()}>
            <Icon name="copy" size="1em" /> {t('meters.frames.copy')}
          </Button>
          <ol className={styles.frameList}>
            {frames.map(({ at, way, hex }, place) => (
              <li key={`${at} ${place}`} className={styles.frame}>
                <span className={styles.frameTime}>{t('meters.frames.since', { seconds: secondsBetween(started_at, at, 3) })}</span>
                <span className={styles.frameWay} data-way={way}>
                  <Icon name={way === 'sent' ? 'upload' : 'return'} size="1em" /> {t(`meters.frames.${way}`)}
                </span>
                <code>{spaced(hex)}</code>
              </li>
            ))}
          </ol>
        </>
      )}
    </details>
  )
}
