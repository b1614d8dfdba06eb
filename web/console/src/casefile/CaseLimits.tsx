import { formatExact, useI18n } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { StoryActor } from '../orders/StoryActor'
import { toDate } from '../parts/Moment'
import { useLimitNames } from '../steering/useLimitNames'
import { usePauseWords } from '../steering/usePauseWords'
import { LimitTable } from './LimitTable'
import { pausesOf } from './pausesOf'
import { texts } from './texts'
import styles from './casefile.module.css'

/** How the order's limits stand, and every time in which their clocks stood. */
export function CaseLimits({ file }: { file: OrderFile }) {
  const { t } = useI18n(texts)
  const namesOf = useLimitNames(file.order)
  const reasonWords = usePauseWords()
  const pauses = pausesOf(file.story)
  return (
    <section aria-labelledby="limits">
      <h3 id="limits">{t('casefile.limits.title')}</h3>
      {file.limits.length === 0 && <p>{t('casefile.limits.none')}</p>}
      {file.limits.length > 0 && <LimitTable file={file} />}
      {pauses.length === 0 && <p>{t('casefile.limits.no_pauses')}</p>}
      {pauses.length > 0 && (
        <div className={styles.window} role="group" aria-labelledby="limits" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('casefile.limits.from')}</th>
                <th scope="col">{t('casefile.limits.until')}</th>
                <th scope="col">{t('casefile.limits.reason')}</th>
                <th scope="col">{t('casefile.limits.stopped')}</th>
              </tr>
            </thead>
            <tbody>
              {pauses.map(({ from, by, until, endedBy, reason, proof, paused }) => (
                <tr key={from}>
                  <td>{formatExact(toDate(from))} <StoryActor actor={by} people={file.people} /></td>
                  <td>
                    {until === undefined ? t('casefile.limits.still') : formatExact(toDate(until))}{' '}
                    {endedBy !== undefined && <StoryActor actor={endedBy} people={file.people} />}
                  </td>
                  <td>{reasonWords(reason)} {proof !== undefined && <span className={styles.muted}>{proof}</span>}</td>
                  <td>{paused.length === 0 ? t('casefile.limits.stopped_none') : namesOf(paused)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
