import { expect, it } from 'vitest'
import { partSeen, sizeToRead } from './partSeen'

it('finds behind the window what the camera sees there, although the sides are cut', () => {
  const picture = { width: 1920, height: 1440 }
  const element = { width: 390, height: 600 }
  // The picture is 800 wide on the screen, so 205 are cut at either side.
  expect(partSeen(picture, element, { x: 0, y: 0, width: 390, height: 600 })).toEqual({ x: 492, y: 0, width: 936, height: 1440 })
  expect(partSeen(picture, element, { x: 20, y: 200, width: 350, height: 200 })).toEqual({
    x: 540,
    y: 480,
    width: 840,
    height: 480,
  })
})

it('never asks for more than the camera has', () => {
  const whole = partSeen({ width: 640, height: 480 }, { width: 390, height: 390 }, { x: -50, y: -50, width: 900, height: 900 })
  expect(whole.x + whole.width).toBeLessThanOrEqual(640)
  expect(whole.y + whole.height).toBeLessThanOrEqual(480)
})

it('reads a large picture smaller, a small one as it is', () => {
  expect(sizeToRead({ width: 2000, height: 500 })).toEqual({ width: 1000, height: 250 })
  expect(sizeToRead({ width: 300, height: 200 })).toEqual({ width: 300, height: 200 })
})
