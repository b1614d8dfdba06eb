import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import { PALETTES, useI18n } from '@ronghe/ui'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { Button } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { usePreferences } from '../../preferences'
import { texts } from '../texts'
import styles from '../parts.module.css'
import './drawing.css'
import { fitting } from './fit'
import type { Canvas, ElementMark, Overlays } from './marks'
import { placeMarks } from './marks'

export interface ProcessDrawingProps {
  xml: string
  /** What has become of the elements of one order; none for the drawing by itself. */
  marks?: ElementMark[]
}

export default function ProcessDrawingCanvas({ xml, marks = [] }: ProcessDrawingProps) {
  const { t } = useI18n(texts)
  const { theme } = usePreferences()
  const container = useRef<HTMLDivElement>(null)
  const viewer = useRef<NavigatedViewer>(undefined)
  const [hasFailed, setFailed] = useState(false)
  const written = JSON.stringify(marks)
  const decorate = useEffectEvent((drawing: NavigatedViewer) => {
    placeMarks(drawing.get<Canvas>('canvas'), drawing.get<Overlays>('overlays'), marks)
  })

  useEffect(() => {
    if (!container.current) return undefined
    const { surface, text } = PALETTES[theme]
    const drawing = new NavigatedViewer({
      container: container.current,
      bpmnRenderer: { defaultFillColor: surface, defaultStrokeColor: text, defaultLabelColor: text },
    })
    viewer.current = drawing
    let isGone = false
    drawing
      .importXML(xml)
      .then(() => {
        if (isGone) return
        setFailed(false)
        fit(drawing)
        decorate(drawing)
      })
      .catch(() => setFailed(true))
    return () => {
      isGone = true
      drawing.destroy()
    }
  }, [xml, theme, written])

  return (
    <div className={styles.drawing} role="region" aria-label={t('parts.drawing.label')}>
      <div ref={container} className={styles.drawingCanvas} />
      {hasFailed && <p className={styles.mapNote}>{t('parts.drawing.failed')}</p>}
      <div className={styles.drawingTools}>
        <Button size="small" onClick={() => zoom(viewer.current, CLOSER)}>{t('parts.drawing.closer')}</Button>
        <Button size="small" onClick={() => zoom(viewer.current, 1 / CLOSER)}>{t('parts.drawing.farther')}</Button>
        <Button size="small" onClick={() => viewer.current && fit(viewer.current)}>{t('parts.drawing.fit')}</Button>
      </div>
    </div>
  )
}

function fit(drawing: NavigatedViewer): void {
  const canvas = drawing.get<Canvas>('canvas')
  const { inner, outer } = canvas.viewbox()
  if (inner.width > 0) canvas.viewbox(fitting(inner, outer))
}

function zoom(drawing: NavigatedViewer | undefined, factor: number): void {
  const canvas = drawing?.get<Canvas>('canvas')
  canvas?.zoom(canvas.zoom() * factor, 'auto')
}

const CLOSER = 1.4
