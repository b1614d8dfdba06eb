/** Looks at the camera's picture until told to stop, and gives every code once. */

import { partSeen, sizeToRead, type Part } from './partSeen'
import type { CodeRead, Picture } from './readCode'
import { Surely } from './surely'

interface Told {
  onCode: (code: string) => void
  /** Nothing will ever be read. */
  onFault: () => void
}

/** Returns how to stop. `windowOn` is where on the screen the code is to be held. */
export function watchForCodes(
  video: HTMLVideoElement,
  windowOn: () => Part | undefined,
  { onCode, onFault }: Told,
): () => void {
  const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' })
  const canvas = document.createElement('canvas')
  const surely = new Surely()
  let next: ReturnType<typeof setTimeout> | undefined

  const look = () => {
    const picture = pictureOf(video, windowOn(), canvas)
    if (picture === undefined) next = setTimeout(look, PAUSE_MS)
    else worker.postMessage(picture, [picture.data.buffer])
  }
  worker.onmessage = ({ data }: MessageEvent<CodeRead | undefined>) => {
    const code = surely.hear(data)
    if (code !== undefined) onCode(code)
    next = setTimeout(look, PAUSE_MS)
  }
  worker.onerror = onFault
  look()
  return () => {
    clearTimeout(next)
    worker.terminate()
  }
}

/** What stands in the window now; nothing while the camera has not delivered yet. */
function pictureOf(video: HTMLVideoElement, seen: Part | undefined, canvas: HTMLCanvasElement): Picture | undefined {
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (video.readyState < HAVE_CURRENT_DATA || video.videoWidth === 0 || seen === undefined || !context) return undefined
  const camera = { width: video.videoWidth, height: video.videoHeight }
  const part = partSeen(camera, { width: video.clientWidth, height: video.clientHeight }, seen)
  if (part.width < 1 || part.height < 1) return undefined
  const { width, height } = sizeToRead(part)
  canvas.width = width
  canvas.height = height
  context.drawImage(video, part.x, part.y, part.width, part.height, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  return { data, width, height }
}

const HAVE_CURRENT_DATA = 2
/** Between two looks; the battery decides the day. */
const PAUSE_MS = 120
