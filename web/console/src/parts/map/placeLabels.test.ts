import { expect, it } from 'vitest'
import { placeLabels, type Label } from './placeLabels'

const MAP = { width: 1000, height: 600 }
const at = (x: number, y: number, weight = 0): Label => ({ x, y, weight, full: { width: 100, height: 20 }, short: { width: 30, height: 20 } })

/** The middle and size of each label, as it is shown. */
function shown(labels: Label[]) {
  return placeLabels(labels, MAP).flatMap(({ form, dx, dy }, each) => {
    const label = labels[each] as Label
    return form === 'hidden' ? [] : [{ form, x: label.x + dx, y: label.y + dy, ...label[form] }]
  })
}

function covered(labels: Label[]): number {
  const boxes = shown(labels)
  const pairs = boxes.flatMap((one, each) => boxes.slice(each + 1).map((other) => [one, other] as const))
  return pairs.filter(([one, other]) =>
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 && Math.abs(one.y - other.y) < (one.height + other.height) / 2,
  ).length
}

it('leaves labels where they are while none covers another', () => {
  expect(shown([at(200, 100), at(200, 130), at(310, 105)]).map(({ form, x, y }) => [form, x, y])).toEqual([
    ['full', 200, 100], ['full', 200, 130], ['full', 310, 105],
  ])
})

it('moves the lower of two to the nearest free place', () => {
  expect(shown([at(230, 110), at(200, 100)]).map(({ form, y }) => [form, y])).toEqual([['full', 122], ['full', 100]])
})

it('finds the nearest place also between pixels', () => {
  const label = (x: number, y: number): Label => ({ ...at(x, y), full: { width: 129, height: 26 } })
  const [, lower] = shown([label(213.3015964704468, 111.2099749606564), label(274.99532983053297, 131.32093206871124)])
  expect(lower).toMatchObject({ form: 'full', y: expect.closeTo(139, 0) as number })
})

it('moves one up where that is nearer', () => {
  // The second goes below the first; the third then fits above it, because it does not reach the first.
  expect(shown([at(200, 100), at(290, 101), at(380, 121)]).map(({ y }) => y)).toEqual([100, 122, 100])
})

it('shows all labels short where one would stand too far from its place', () => {
  const labels = [at(200, 100), at(220, 102), at(240, 104), at(260, 106)]
  expect(shown(labels).map(({ form }) => form)).toEqual(['short', 'short', 'short', 'short'])
  expect(covered(labels)).toBe(0)
})

it('hides what would stand too far away even so, the lightest first', () => {
  const labels = Array.from({ length: 8 }, (_, weight) => at(200, 100, weight))
  expect(placeLabels(labels, MAP).map(({ form }) => form)).toEqual([...Array(5).fill('hidden'), ...Array(3).fill('short')])
})

it('lets no label cover another, however many stand in one place', () => {
  expect(covered(Array.from({ length: 60 }, (_, each) => at(400 + ((each * 37) % 160), 200 + ((each * 53) % 90))))).toBe(0)
})

it('keeps a label on the map whose point is on it, and no other', () => {
  expect(shown([at(990, 595), at(-40, 300)]).map(({ x, y }) => [x, y])).toEqual([[948, 588], [-40, 300]])
})
