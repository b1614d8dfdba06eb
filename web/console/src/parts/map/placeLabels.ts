/** All sizes and places are in pixels. */
interface Size {
  width: number
  height: number
}

/** A label in both its forms, and the point that it belongs to, from the upper left corner of the map. */
export interface Label {
  x: number
  y: number
  full: Size
  short: Size
  /** The heavier are the last to be left out. */
  weight: number
}

type Form = 'full' | 'short'

/** The form in which a label is shown, if it is, and how far from its point its middle stands. */
export interface Placement {
  form: Form | 'hidden'
  dx: number
  dy: number
}

/**
 * No label covers another, at any size of the map. All are shown in full while each stands near its own point, else all
 * short; what then would still have to go too far is not shown, because it would seem to belong elsewhere.
 */
export function placeLabels(labels: Label[], map: Size): Placement[] {
  const full = placedAs('full', labels, map)
  return full.every(({ form }) => form !== 'hidden') ? full : placedAs('short', labels, map)
}

function placedAs(form: Form, labels: Label[], map: Size): Placement[] {
  const placements = labels.map((): Placement => ({ form: 'hidden', dx: 0, dy: 0 }))
  const placed: Box[] = []
  const inOrder = form === 'full' ? byHeight : byWeight
  const inTurn = labels.map((label, at) => ({ label, at })).sort((one, other) => inOrder(one.label, other.label))
  for (const { label, at } of inTurn) {
    // Whole pixels: sums of fractions do not compare.
    const wished = keptInside({ x: Math.round(label.x), y: Math.round(label.y), ...label[form] }, map)
    const y = nearestFree(wished, placed)
    if (Math.abs(y - wished.y) > REACH * wished.height) continue
    placed.push({ ...wished, y })
    placements[at] = { form, dx: wished.x - label.x, dy: y - label.y }
  }
  return placements
}

/** From above downwards more find room; who is left out is the lightest. */
const byHeight = (one: Label, other: Label) => one.y - other.y
const byWeight = (one: Label, other: Label) => other.weight - one.weight || byHeight(one, other)

/** By its middle. */
interface Box extends Size {
  x: number
  y: number
}

/** A label whose point is on the map is there as a whole. */
function keptInside(box: Box, map: Size): Box {
  if (box.x < 0 || box.x > map.width || box.y < 0 || box.y > map.height) return box
  const within = (at: number, size: number, whole: number) => Math.min(Math.max(at, size / 2 + GAP), whole - size / 2 - GAP)
  return { ...box, x: within(box.x, box.width, map.width), y: within(box.y, box.height, map.height) }
}

/** The height nearest to its own at which a label covers none of the others. */
function nearestFree(box: Box, placed: Box[]): number {
  const beside = placed.filter((other) => Math.abs(other.x - box.x) < (other.width + box.width) / 2 + GAP)
  const room = (other: Box) => (other.height + box.height) / 2 + GAP
  const free = [box.y, ...beside.flatMap((other) => [other.y - room(other), other.y + room(other)])].filter((y) =>
    beside.every((other) => Math.abs(other.y - y) >= room(other)),
  )
  // Below the lowest there is always one.
  return free.reduce((best, each) => (Math.abs(each - box.y) < Math.abs(best - box.y) ? each : best), Math.max(...free))
}

/** Between two labels, and to the edge of the map. */
const GAP = 2
/** In heights of the label: how far it may be moved. */
const REACH = 1.5
