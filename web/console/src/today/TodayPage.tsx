import { formatDay, useI18n } from '@ronghe/ui'
import { useOrders } from '../orders/useOrders'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { useNow } from '../parts/useNow'
import { useMay } from '../session/useSession'
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
  const orders = useOrders({ state: 'open' }, { deep: true })
  return (
    <>
      <PageHead
        title={t('today.page.title')}
        note={orders.data && t('today.page.note', { day: formatDay(now, now, language), count: orders.lookedAt })}
      />
      <Answered query={orders} rows={4}>
        {(lines) => (
          <>
            <ul className={styles.tiles} aria-label={t('today.tiles.label')}>
              <OrderTiles lines={lines} now={now} />
              {may('list_office_items') && <ItemTiles />}
              {may('list_terminals') && <TerminalTile now={now} />}
            </ul>
            <div className={styles.charts}>
              <section className={styles.chart} aria-labelledby="load">
                <h2 id="load" className={styles.chartTitle}>{t('today.load.title')}</h2>
                <LoadChart lines={lines} now={now} />
              </section>
              <section className={styles.chart} aria-labelledby="ahead">
                <h2 id="ahead" className={styles.chartTitle}>{t('today.ahead.title')}</h2>
                <DeadlinesAhead lines={lines} now={now} />
              </section>
            </div>
          </>
        )}
      </Answered>
    </>
  )
}
