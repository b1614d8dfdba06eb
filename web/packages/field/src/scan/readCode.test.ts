import { expect, it } from 'vitest'
import { label } from '../../../../e2e/support/labels'
import { readCode, type Picture } from './readCode'

const ASSET_NO = '3130001000001234567893'

it.each([
  ['code128', ASSET_NO, false],
  ['code39', 'SEAL-3130A0012', false],
  ['qrcode', `资产编号:${ASSET_NO}`, true],
  ['datamatrix', ASSET_NO, true],
] as const)('reads a %s', (kind, text, isCertain) => {
  expect(readCode(label(kind, text))).toEqual({ text, isCertain })
})

it('reads a bar code that stands upright', () => {
  expect(readCode(label('code128', ASSET_NO, { isTurned: true }))?.text).toBe(ASSET_NO)
})

it.each([20, 45, 60, 100, 150, 255])('reads a white label on a wall of brightness %i', (brightness) => {
  expect(readCode(onWall(label('code128', ASSET_NO), brightness))?.text).toBe(ASSET_NO)
})

it('reads bars that are blurred and lie askew', () => {
  expect(readCode(blurred(label('code128', ASSET_NO, { scale: 4 })))?.text).toBe(ASSET_NO)
})

it('finds nothing on a wall', () => {
  const data = new Uint8ClampedArray(200 * 100 * 4).map((_, at) => (at * 2_654_435_761) >>> 24)
  expect(readCode({ data, width: 200, height: 100 })).toBeUndefined()
})

/** The label in the middle of a wall. */
function onWall(seen: Picture, brightness: number): Picture {
  const [width, height] = [seen.width + 120, seen.height + 200]
  const data = new Uint8ClampedArray(width * height * 4).fill(brightness)
  for (let y = 0; y < seen.height; y += 1) {
    const line = seen.data.subarray(y * seen.width * 4, (y + 1) * seen.width * 4)
    data.set(line, ((y + 100) * width + 60) * 4)
  }
  return { data, width, height }
}

/** Each pixel the mean of its neighbours in the row, each row a little further to the right. */
function blurred({ data, width, height }: Picture): Picture {
  const result = new Uint8ClampedArray(data.length)
  const at = (x: number, y: number) => data[(y * width + Math.min(width - 1, Math.max(0, x))) * 4] ?? 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = x - Math.floor(y / 12)
      const mean = [-2, -1, 0, 1, 2].reduce((sum, by) => sum + at(from + by, y), 0) / 5
      result.fill(mean, (y * width + x) * 4, (y * width + x) * 4 + 4)
    }
  }
  return { data: result, width, height }
}
