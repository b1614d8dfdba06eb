import { formatExact, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { areaHistoryQuery } from '../api/queries'
import { isGiven } from '../api/given'
import { Answered } from '../parts/Answered'
import { toDate } from '../parts/Moment'
import { texts } from './texts'
import styles from './cutover.module.css'

/** Which grid an area belonged to when: at any time one. */
export function AreaHistory({ code }: { code: string }) {
  const { t } = useI18n(texts)
  const history = useQuery(areaHistoryQuery(code))
  const moment = (at: number) => (at === 0 ? t('cutover.history.always') : formatExact(toDate(at)))
  return (
    <section aria-label={t('cutover.history.title')}>
      <h3 className={styles.subtitle}>{t('cutover.history.title')}</h3>
      <Answered query={history} rows={2}>
        {(spans) => (
          <ul className={styles.effect}>
            {spans.map(({ grid, grid_name, from, until }) => (
              <li key={`${grid}${from}`}>
                <strong>{grid_name}</strong>{' '}
                {isGiven(until) ? t('cutover.history.span', { from: moment(from), until: moment(until) }) : t('cutover.history.since', { from: moment(from) })}
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  )
}
