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
import { around, fitting, isLegible } from './fit'
import type { Canvas, ElementMark, ElementRegistry, Overlays } from './marks'
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
  const show = useEffectEvent((drawing: NavigatedViewer) => showOpen(drawing, marks))

  useEffect(() => {
    const room = container.current
    if (!room) return undefined
    const { surface, text } = PALETTES[theme]
    const drawing = new NavigatedViewer({
      container: room,
      bpmnRenderer: { defaultFillColor: surface, defaultStrokeColor: text, defaultLabelColor: text },
    })
    viewer.current = drawing
    let isGone = false
    let width = room.clientWidth
    // Another window, or a column that went below another.
    const resizing = new ResizeObserver(() => {
      if (room.clientWidth === width) return
      width = room.clientWidth
      drawing.get<Canvas>('canvas').resized()
      show(drawing)
    })
    drawing
      .importXML(xml)
      .then(() => {
        if (isGone) return
        setFailed(false)
        show(drawing)
        decorate(drawing)
        resizing.observe(room)
      })
      .catch(() => setFailed(true))
    return () => {
      isGone = true
      resizing.disconnect()
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

/** All of the drawing if it can be read like that, else the part where the order stands. */
function showOpen(drawing: NavigatedViewer, marks: ElementMark[]): void {
  const canvas = drawing.get<Canvas>('canvas')
  const { inner, outer } = canvas.viewbox()
  const open = marks.find(({ kind }) => kind === 'open')
  const element = open && drawing.get<ElementRegistry>('elementRegistry').get(open.element)
  if (element && inner.width > 0 && !isLegible(inner, outer)) canvas.viewbox(around(element, inner, outer))
  else fit(drawing)
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
