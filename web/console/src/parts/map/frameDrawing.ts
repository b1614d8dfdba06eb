import type { Map as Canvas, MapMouseEvent } from 'maplibre-gl'
import type { Frame } from './mapPoints'

/** Lets a frame be drawn with Shift held; tells it when the button is let go. Gives what ends this. */
export function drawFrames(canvas: Canvas, className: string, onFrame: (frame: Frame) => void): () => void {
  let from: { x: number; y: number } | undefined
  let box: HTMLDivElement | undefined
  const end = () => {
    box?.remove()
    box = undefined
    from = undefined
    canvas.dragPan.enable()
  }
  const begin = (event: MapMouseEvent) => {
    if (!event.originalEvent.shiftKey) return
    event.preventDefault()
    canvas.dragPan.disable()
    from = event.point
    box = document.createElement('div')
    box.className = className
    canvas.getContainer().append(box)
  }
  const draw = ({ point }: MapMouseEvent) => {
    if (!from || !box) return
    const [left, top] = [Math.min(from.x, point.x), Math.min(from.y, point.y)]
    Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${Math.abs(from.x - point.x)}px`, height: `${Math.abs(from.y - point.y)}px` })
  }
  const finish = ({ point }: MapMouseEvent) => {
    if (!from) return
    const frame = { from, to: point }
    end()
    if (Math.abs(frame.from.x - frame.to.x) + Math.abs(frame.from.y - frame.to.y) > CLICK_PX) onFrame(frame)
  }
  canvas.boxZoom.disable()
  canvas.on('mousedown', begin)
  canvas.on('mousemove', draw)
  canvas.on('mouseup', finish)
  return () => {
    end()
    canvas.off('mousedown', begin)
    canvas.off('mousemove', draw)
    canvas.off('mouseup', finish)
  }
}

/** Whoever moves less has clicked. */
const CLICK_PX = 6
