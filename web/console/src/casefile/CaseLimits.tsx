import { formatExact, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { processQuery } from '../api/queries'
import type { OrderFile } from '../api/types'
import { limitsAt } from '../orders/limits'
import { StoryActor } from '../orders/StoryActor'
import { texts as orderTexts } from '../orders/texts'
import { toDate } from '../parts/Moment'
import { useLimitNames } from '../steering/useLimitNames'
import { usePauseWords } from '../steering/usePauseWords'
import { pausesOf } from './pausesOf'
import { texts } from './texts'
import styles from './casefile.module.css'

/** The order's limits by law and by the company's rule, and every time in which their clocks stood. */
export function CaseLimits({ file }: { file: OrderFile }) {
  const { t, say } = useI18n(texts)
  const { t: tell } = useI18n(orderTexts)
  const process = useQuery(processQuery(file.order.bundle_hash))
  const namesOf = useLimitNames(file.order)
  const reasonWords = usePauseWords()
  const limits = process.data ? limitsAt(process.data.files, toDate(file.order.created_at)) : []
  const pauses = pausesOf(file.story)
  return (
    <section aria-labelledby="limits">
      <h3 id="limits">{t('casefile.limits.title')}</h3>
      {limits.length === 0 && <p>{t('casefile.limits.none')}</p>}
      {limits.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr><th scope="col">{t('casefile.limits.kind')}</th><th scope="col">{t('casefile.limits.name')}</th><th scope="col">{t('casefile.limits.value')}</th></tr>
          </thead>
          <tbody>
            {limits.map(({ kind, policy, name, unit, value }) => (
              <tr key={`${kind} ${policy}`}>
                <td>{tell(`orders.limits.${kind}`)}</td>
                <td>{name ? say(name) : policy}</td>
                <td>{tell(`orders.limits.${unit}`, { count: value })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pauses.length === 0 && <p>{t('casefile.limits.no_pauses')}</p>}
      {pauses.length > 0 && (
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
      )}
    </section>
  )
}
