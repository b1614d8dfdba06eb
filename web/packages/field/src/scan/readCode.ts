/**
 * Reads a bar code or a two-dimensional code in a picture, upright or turned. In plain JavaScript, because the pages'
 * policy forbids compiling anything, WebAssembly included (ADR 0010).
 */

import {
  BinaryBitmap, Code39Reader, DataMatrixReader, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource,
  type BitArray, type LuminanceSource,
} from '@zxing/library'
import { SteadyCode128Reader } from './SteadyCode128Reader'

/** As `ImageData`: four bytes a pixel. */
export interface Picture {
  data: Uint8ClampedArray
  width: number
  height: number
}

export interface CodeRead {
  text: string
  /** Two-dimensional codes correct their own errors; a bar code may be misread where a bar is scratched. */
  isCertain: boolean
}

/** The code in the picture, if there is one that can be read. */
export function readCode({ data, width, height }: Picture): CodeRead | undefined {
  const grey = greyOf(data)
  const upright = new RGBLuminanceSource(grey, width, height)
  const lying = new RGBLuminanceSource(turned(grey, width, height), height, width)
  const near = new BinaryBitmap(new NearbyBinarizer(upright))
  const bars = readBars(near) ?? readBars(new BinaryBitmap(new HybridBinarizer(upright))) ?? readBars(new BinaryBitmap(new NearbyBinarizer(lying)))
  if (bars !== undefined) return { text: bars, isCertain: false }
  const square = readWith(QR, near, EVERYWHERE) ?? readWith(MATRIX, near, EVERYWHERE)
  return square === undefined ? undefined : { text: square, isCertain: true }
}

/**
 * Dark is what is darker than its neighbourhood. The library takes a bar code's row as a whole, which sharpens blurred
 * bars, but sees no bars on a white label that hangs on a grey wall.
 */
class NearbyBinarizer extends HybridBinarizer {
  override getBlackRow(y: number, row: BitArray): BitArray {
    return this.getBlackMatrix().getRow(y, row)
  }

  override createBinarizer(source: LuminanceSource): NearbyBinarizer {
    return new NearbyBinarizer(source)
  }
}

function readBars(bitmap: BinaryBitmap): string | undefined {
  return readWith(CODE_128, bitmap, SOME_ROWS) ?? readWith(CODE_39, bitmap, SOME_ROWS)
}

type Hints = Map<DecodeHintType, unknown>
type Reader = Pick<QRCodeReader, 'decode' | 'reset'>

function readWith(reader: Reader, bitmap: BinaryBitmap, hints: Hints): string | undefined {
  try {
    const text = reader.decode(bitmap, hints).getText().replace(CONTROL, '').trim()
    return text.length >= CODE_LEN_MIN ? text : undefined
  } catch {
    // The library throws for a picture without a code.
    return undefined
  } finally {
    reader.reset()
  }
}

/** Green counts twice, as the eye weighs it. */
function greyOf(data: Uint8ClampedArray): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(data.length / 4)
  for (let at = 0; at < grey.length; at += 1) {
    const pixel = at * 4
    grey[at] = ((data[pixel] ?? 0) + 2 * (data[pixel + 1] ?? 0) + (data[pixel + 2] ?? 0)) >> 2
  }
  return grey
}

/** Columns become rows: a bar code is read along its rows. */
function turned(grey: Uint8ClampedArray, width: number, height: number): Uint8ClampedArray {
  const result = new Uint8ClampedArray(grey.length)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) result[x * height + y] = grey[y * width + x] ?? 0
  }
  return result
}

/** What stands on meters, seals, boxes and notices. Formats without a check of their own read codes where none are. */
const CODE_128 = new SteadyCode128Reader()
const CODE_39 = new Code39Reader()
const QR = new QRCodeReader()
const MATRIX = new DataMatrixReader()
/** Bars are high: five and twenty rows meet them, and a phone looks ten times as often as if it tried each. */
const SOME_ROWS: Hints = new Map()
const EVERYWHERE: Hints = new Map([[DecodeHintType.TRY_HARDER, true]])
/** Separators of a composed label. */
const CONTROL = /\p{Cc}/gu
const CODE_LEN_MIN = 4
