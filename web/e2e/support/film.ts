/** What the browser's made-up camera sees: a label on a wall. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LabelPicture } from './labels'

/** A film of one scene as the browser reads it (YUV4MPEG2). Returns its path, and how to throw it away. */
export async function filmOf(label: LabelPicture): Promise<{ film: string; discard: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ronghe-film-'))
  const film = join(folder, 'camera.y4m')
  const frame = Buffer.concat([Buffer.from('FRAME\n'), onWall(label), Buffer.alloc((WIDTH * HEIGHT) / 2, NO_COLOUR)])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  await writeFile(film, Buffer.concat([head, ...Array<Buffer>(FRAMES).fill(frame)]))
  return { film, discard: () => rm(folder, { recursive: true }) }
}

/** The label in the middle of a grey wall; only its brightness, which is all that the camera's reader looks at. */
function onWall({ data, width, height }: LabelPicture): Buffer {
  const wall = Buffer.alloc(WIDTH * HEIGHT, WALL)
  const left = Math.floor((WIDTH - width) / 2)
  const top = Math.floor((HEIGHT - height) / 2)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) wall[(top + y) * WIDTH + left + x] = data[(y * width + x) * 4 + 1] ?? WALL
  }
  return wall
}

/** Upright, as a phone is held. */
const WIDTH = 720
const HEIGHT = 1280
const FRAMES = 10
const WALL = 150
const NO_COLOUR = 128
