import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState, type Ref } from 'react'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import { orderQuery } from '../api/queries'
import type { ItemView } from '../api/types'
import { DispatchDialog } from '../dispatch/DispatchDialog'
import { ExplainDialog } from '../orders/ExplainDialog'
import { OrderNoLink } from '../orders/OrderNoLink'
import { Answered } from '../parts/Answered'
import { Moment } from '../parts/Moment'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { Comparison } from './Comparison'
import { ItemKindTag } from './ItemKindTag'
import { choicesFor, operationOf, stageDeclined } from './itemKinds'
import { ItemReason } from './ItemReason'
import { PlaceForm } from './PlaceForm'
import { RecordFacts } from './RecordFacts'
import { Settled } from './Settled'
import { SettleForm } from './SettleForm'
import { texts } from './texts'
import styles from './items.module.css'

/** One item: why it is here, the worker's record beside the order's, and what to do with it. */
export function ItemDetail({ item, ref }: { item: ItemView; ref: Ref<HTMLElement> }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const [isExplaining, setExplaining] = useState(false)
  const [isDispatching, setDispatching] = useState(false)
  const order = useQuery({ ...orderQuery(item.order ?? ''), enabled: isGiven(item.order) })
  const record = operationOf(item, order.data)
  const declined = stageDeclined(item, order.data)
  return (
    <section ref={ref} className={styles.detail} aria-label={t('items.detail.label')}>
      <header className={styles.detailHead}>
        <ItemKindTag kind={item.kind} />
        {isGiven(item.order) && isGiven(item.order_no) && <OrderNoLink order={item.order} orderNo={item.order_no} />}
        <span className={styles.muted}><Moment at={item.created_at} /></span>
      </header>
      <p className={styles.why}><ItemReason item={item} /></p>
      {item.kind === 'meter_work' && may('read_meter_work') && (
        <p className={styles.links}>
          <Link to={paths.meterWork((item.detail as { work: string }).work)}>{t('items.meter_work.open')}</Link>
        </p>
      )}
      {isGiven(item.order) && (
        <Answered query={order} rows={3}>
          {(file) =>
            record ? (
              <>
                <RecordFacts record={record} file={file} />
                <Comparison record={record} file={file} />
              </>
            ) : (
              !WITHOUT_RECORD.has(item.kind) && <p className={styles.muted}>{t('items.detail.no_record')}</p>
            )
          }
        </Answered>
      )}
      {item.state !== 'open' && <Settled item={item} />}
      {item.state === 'open' && item.kind === 'overdue' && order.data && may('explain_overdue') && (
        <div className={styles.settleFoot}>
          <Button type="primary" onClick={() => setExplaining(true)}>{t('items.explain.open')}</Button>
        </div>
      )}
      {item.state === 'open' && item.reason === 'nearest_grid' && isGiven(item.order) && may('dispatch_order') && <PlaceForm item={item} order={item.order} />}
      {item.state === 'open' && declined && order.data && may('dispatch_order') && (
        <div className={styles.settleFoot}>
          <Button type="primary" onClick={() => setDispatching(true)}>{t('items.declined.dispatch')}</Button>
        </div>
      )}
      {isDispatching && declined && order.data && (
        <DispatchDialog
          stages={[{ order: order.data.order.order, orderNo: order.data.order.order_no, station: order.data.station, stage: declined }]}
          onClose={() => setDispatching(false)}
        />
      )}
      {isExplaining && order.data && <ExplainDialog file={order.data} onClose={() => setExplaining(false)} />}
      {item.state === 'open' && item.kind !== 'overdue' && may('resolve_office_item') && <SettleForm item={item} choices={choicesFor(item, order.data)} />}
    </section>
  )
}

/** What no worker's record is behind. */
const WITHOUT_RECORD = new Set(['overdue', 'meter_work', 'stalled'])
