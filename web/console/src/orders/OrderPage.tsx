import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { orderQuery } from '../api/queries'
import type { StageView } from '../api/types'
import { DispatchDialog } from '../dispatch/DispatchDialog'
import { Answered } from '../parts/Answered'
import { SuspendedNote } from '../steering/SuspendedNote'
import { DrawingPane } from './DrawingPane'
import { EvidenceGallery } from './EvidenceGallery'
import { inFull } from './inFull'
import { OrderHead } from './OrderHead'
import { OrderItems } from './OrderItems'
import { StageRecords } from './StageRecords'
import { Story } from './Story'
import { UnmaskDialog } from './UnmaskDialog'
import { usePerformed } from './usePerformed'
import { useUnmasked } from './useUnmasked'
import styles from './orderPage.module.css'

/** One order: its story, its forms, its drawing and its evidence beside one another. */
export function OrderPage() {
  const { order = '' } = useParams()
  const query = useQuery(orderQuery(order))
  const unmasked = useUnmasked(order)
  const { performed } = usePerformed(order)
  const [dispatching, setDispatching] = useState<StageView[]>()
  return (
    <Answered query={query} rows={8}>
      {(masked) => {
        const file = unmasked.file ? inFull(masked, unmasked.file) : masked
        return (
          <>
            <OrderHead file={file} unmasked={unmasked} onDispatch={setDispatching} />
            <SuspendedNote file={file} />
            <OrderItems items={file.items} />
            <div className={`${styles.columns} ${performed === null ? '' : (styles.performing ?? '')}`}>
              <div className={styles.pane}><Story file={file} /></div>
              <div className={styles.pane}><StageRecords file={file} onDispatch={setDispatching} /></div>
              <div className={styles.pane}>
                <DrawingPane file={file} />
                <EvidenceGallery file={file} onUnmask={unmasked.open} />
              </div>
            </div>
            <UnmaskDialog unmasked={unmasked} />
            {dispatching && (
              <DispatchDialog
                stages={dispatching.map((stage) => ({ order, orderNo: file.order.order_no, station: file.station, stage }))}
                onClose={() => setDispatching(undefined)}
              />
            )}
          </>
        )
      }}
    </Answered>
  )
}
