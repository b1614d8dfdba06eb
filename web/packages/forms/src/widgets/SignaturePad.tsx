import { Button, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import type { Stroke, StrokePoint } from '../model/values'
import { texts } from '../texts'
import styles from './SignaturePad.module.css'

interface SignaturePadProps {
  /** What is being signed; stands above the line. */
  statement: string
  signer: string
  onCancel: () => void
  onDone: (strokes: Stroke[], image: Blob) => void
}

/** The whole screen, in landscape also when the device is held upright. Black on white by day and night: it is a record. */
export function SignaturePad({ statement, signer, onCancel, onDone }: SignaturePadProps) {
  const { t } = useI18n(texts)
  const dialog = useRef<HTMLDialogElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [strokes, setStrokes] = useState<Stroke[]>([])
  const drawing = useRef<{ stroke: Stroke; pointer: number }>(undefined)
  const begun = useRef<number>(undefined)

  useEffect(() => {
    dialog.current?.showModal()
    if (canvas.current) prepare(canvas.current)
  }, [])

  const press = (event: PointerEvent<HTMLCanvasElement>) => {
    if (drawing.current || strokes.length >= STROKES_MAX) return
    event.currentTarget.setPointerCapture(event.pointerId)
    begun.current ??= event.timeStamp
    drawing.current = { stroke: [pointOf(event, begun.current)], pointer: event.pointerId }
  }

  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const { stroke, pointer } = drawing.current ?? {}
    const last = stroke?.[stroke.length - 1]
    if (!stroke || !last || pointer !== event.pointerId || stroke.length >= POINTS_MAX) return
    const point = pointOf(event, begun.current ?? event.timeStamp)
    if (Math.hypot(point.x - last.x, point.y - last.y) < STEP_PX) return
    stroke.push(point)
    line(event.currentTarget, last, point)
  }

  const release = (event: PointerEvent<HTMLCanvasElement>) => {
    const { stroke, pointer } = drawing.current ?? {}
    if (!stroke || pointer !== event.pointerId) return
    drawing.current = undefined
    setStrokes([...strokes, stroke])
  }

  const clear = () => {
    setStrokes([])
    begun.current = undefined
    if (canvas.current) prepare(canvas.current)
  }

  const finish = () => {
    canvas.current?.toBlob((image) => {
      if (image) onDone(strokes, image)
    }, 'image/png')
  }

  return (
    <dialog ref={dialog} className={styles.dialog} onCancel={onCancel} aria-label={t('forms.signature.sign')}>
      <div className={styles.turned}>
        <div className={styles.head}>
          <p className={styles.statement}>{statement}</p>
          <p className={styles.signer}>{signer}</p>
        </div>
        <canvas
          ref={canvas}
          className={styles.pad}
          aria-label={t('forms.signature.area')}
          role="img"
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={release}
        />
        <div className={styles.actions}>
          <Button onClick={onCancel}>{t('forms.signature.cancel')}</Button>
          <Button onClick={clear} disabled={strokes.length === 0}>
            <Icon name="redo" /> {t('forms.signature.clear')}
          </Button>
          <Button kind="primary" onClick={finish} disabled={strokes.length === 0}>
            <Icon name="check" /> {t('forms.signature.done')}
          </Button>
        </div>
      </div>
    </dialog>
  )
}

/** Fits the canvas to its place and paints it white. */
function prepare(canvas: HTMLCanvasElement): void {
  const density = Math.min(window.devicePixelRatio, DENSITY_MAX)
  canvas.width = Math.round(canvas.clientWidth * density)
  canvas.height = Math.round(canvas.clientHeight * density)
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = PAPER
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(density, density)
  context.strokeStyle = INK
  context.lineWidth = PEN_PX
  context.lineCap = 'round'
  context.lineJoin = 'round'
}

function line(canvas: HTMLCanvasElement, from: StrokePoint, to: StrokePoint): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  context.stroke()
}

/** Offsets, not client coordinates: they follow the pad when it is turned. */
function pointOf({ nativeEvent, timeStamp }: PointerEvent, begun: number): StrokePoint {
  return {
    x: Math.round(nativeEvent.offsetX),
    y: Math.round(nativeEvent.offsetY),
    t: Math.max(0, Math.round(timeStamp - begun)),
  }
}

const INK = '#000000'
const PAPER = '#ffffff'
const PEN_PX = 3
/** Closer points add size and no shape. */
const STEP_PX = 2
const STROKES_MAX = 500
const POINTS_MAX = 5000
/** A sharper image is only a larger file. */
const DENSITY_MAX = 2
