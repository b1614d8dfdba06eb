import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { processQuery } from '../api/queries'
import type { OrderFile } from '../api/types'
import { Answered } from '../parts/Answered'
import { ProcessDrawing } from '../parts/drawing/ProcessDrawing'
import { paths } from '../paths'
import { stageMarks } from './stageMarks'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** The process with the order's token on it; as large as the window when it is to be read. */
export function DrawingPane({ file }: { file: OrderFile }) {
  const { t } = useI18n(texts)
  const hash = file.order.bundle_hash
  const process = useQuery(processQuery(hash))
  const [isEnlarged, setEnlarged] = useState(false)
  return (
    <section aria-labelledby="drawing">
      <div className={styles.paneTitle}>
        <h2 id="drawing">{t('orders.drawing.title')}</h2>
        <span className={styles.drawingLinks}>
          {process.data && <Link to={paths.process(hash)}>{t('orders.drawing.version', { version: process.data.version })}</Link>}
          <Button size="small" onClick={() => setEnlarged(true)}>{t('orders.drawing.enlarge')}</Button>
        </span>
      </div>
      <Answered query={process} rows={2}>
        {({ files }) => {
          const drawing = <ProcessDrawing xml={files['process.bpmn'] ?? ''} marks={stageMarks(file.order, t('orders.stage.nobody'))} />
          return (
            <>
              <div className={styles.drawing}>{drawing}</div>
              <Modal open={isEnlarged} destroyOnHidden width="96vw" footer={null} title={t('orders.drawing.title')} onCancel={() => setEnlarged(false)} style={{ top: 16 }}>
                <div className={styles.drawingLarge}>{drawing}</div>
              </Modal>
            </>
          )
        }}
      </Answered>
    </section>
  )
}
