import { formatDay, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { figuresQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { useNow } from '../parts/useNow'
import { useMay } from '../session/useSession'
import { CertificateTile } from './CertificateTile'
import { DeadlinesAhead } from './DeadlinesAhead'
import { ItemTiles } from './ItemTiles'
import { LoadChart } from './LoadChart'
import { OrderTiles } from './OrderTiles'
import { TerminalTile } from './TerminalTile'
import { texts } from './texts'
import styles from './today.module.css'

/** What needs a person now; every figure opens its list. */
export function TodayPage() {
  const { t, language } = useI18n(texts)
  const may = useMay()
  const now = useNow()
  const figures = useQuery(figuresQuery)
  return (
    <>
      <PageHead
        title={t('today.page.title')}
        note={figures.data && t('today.page.note', { day: formatDay(now, now, language), count: figures.data.open })}
      />
      <Answered query={figures} rows={4}>
        {(counted) => (
          <>
            <ul className={styles.tiles} aria-label={t('today.tiles.label')}>
              <OrderTiles figures={counted} />
              {may('list_office_items') && <ItemTiles />}
              {may('list_terminals') && <TerminalTile now={now} />}
              {may('keep_certificates') && <CertificateTile />}
            </ul>
            <div className={styles.charts}>
              <section className={styles.chart} aria-labelledby="load">
                <h2 id="load" className={styles.chartTitle}>{t('today.load.title')}</h2>
                <LoadChart load={counted.load} />
              </section>
              <section className={styles.chart} aria-labelledby="ahead">
                <h2 id="ahead" className={styles.chartTitle}>{t('today.ahead.title')}</h2>
                <DeadlinesAhead days={counted.due_days} now={now} />
              </section>
            </div>
          </>
        )}
      </Answered>
    </>
  )
}
