/** Labels as a camera sees them: dark on light, larger than their modules, with paper around. */

import bwipjs from 'bwip-js/node'

export type LabelKind = 'code128' | 'code39' | 'qrcode' | 'datamatrix'

/** Four bytes a pixel, as `ImageData`. */
export interface LabelPicture {
  data: Uint8ClampedArray
  width: number
  height: number
}

interface LabelOptions {
  /** Pixels of the narrowest bar. */
  scale?: number
  /** Read from top to bottom instead of across. */
  isTurned?: boolean
}

export function label(kind: LabelKind, text: string, { scale = 3, isTurned = false }: LabelOptions = {}): LabelPicture {
  const modules = modulesOf(kind, text)
  const across = (modules.width + 2 * MARGIN) * scale
  const down = (modules.height + 2 * MARGIN) * scale
  const [width, height] = isTurned ? [down, across] : [across, down]
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = (isTurned ? [y, x] : [x, y]).map((at) => Math.floor(at / scale) - MARGIN) as [number, number]
      data.set(modules.isDark(column, row) ? INK : PAPER, (y * width + x) * 4)
    }
  }
  return { data, width, height }
}

interface Modules {
  width: number
  height: number
  isDark: (column: number, row: number) => boolean
}

function modulesOf(kind: LabelKind, text: string): Modules {
  const [made] = bwipjs.raw({ bcid: kind, text })
  if (made && 'pixs' in made) {
    const { pixs, pixx: width, pixy: height } = made
    const isDark = (column: number, row: number) => column >= 0 && column < width && pixs[row * width + column] === 1
    return { width, height, isDark }
  }
  const sizes = made && 'sbs' in made ? made.sbs : []
  const line = sizes.flatMap((size, at) => Array<boolean>(size).fill(at % 2 === 0))
  const isDark = (column: number, row: number) => row >= 0 && row < BAR_HEIGHT && line[column] === true
  return { width: line.length, height: BAR_HEIGHT, isDark }
}

const MARGIN = 10
const BAR_HEIGHT = 30
const INK = [30, 28, 33, 255]
const PAPER = [222, 224, 216, 255]
