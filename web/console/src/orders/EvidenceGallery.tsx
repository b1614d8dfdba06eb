import { EmptyState, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { processQuery } from '../api/queries'
import type { OrderFile } from '../api/types'
import { evidenceOf } from './attachments'
import { EvidenceTile } from './EvidenceTile'
import { formUis } from './formFiles'
import { Lightbox } from './Lightbox'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface EvidenceGalleryProps {
  file: OrderFile
  onUnmask: () => void
}

/** Every file of evidence with its state; what has not arrived or is masked is shown as such. */
export function EvidenceGallery({ file, onUnmask }: EvidenceGalleryProps) {
  const { t } = useI18n(texts)
  const process = useQuery(processQuery(file.order.bundle_hash))
  const [shown, setShown] = useState<number>()
  const evidence = evidenceOf(file, process.data ? formUis(process.data.files) : {})
  const complete = evidence.filter(({ state }) => state === 'complete').length
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence" className={styles.paneTitle}>
        {t('orders.evidence.title')}
        {evidence.length > 0 && <span className={styles.muted}>{t('orders.evidence.count', { complete, all: evidence.length })}</span>}
      </h2>
      {evidence.length === 0 && <EmptyState title={t('orders.evidence.none')} advice={t('orders.evidence.none_advice')} />}
      <ul className={styles.gallery}>
        {evidence.map((each, at) => (
          <li key={each.row.attachment}>
            <EvidenceTile evidence={each} onOpen={() => setShown(at)} onUnmask={onUnmask} />
          </li>
        ))}
      </ul>
      {shown !== undefined && (
        <Lightbox
          evidence={evidence}
          at={shown}
          station={file.station}
          bundle={file.order.bundle_hash}
          onGo={setShown}
          onUnmask={onUnmask}
          onClose={() => setShown(undefined)}
        />
      )}
    </section>
  )
}
