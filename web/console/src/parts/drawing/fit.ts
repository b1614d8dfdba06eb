export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * The part of the plane that the canvas is to show, so that all of the drawing is seen and nothing of it lies under the
 * buttons in the upper right corner or under the makers' mark in the lower one. It stands between them or beside them,
 * whichever shows it larger, and is never enlarged.
 */
export function fitting(drawing: Box, canvas: { width: number; height: number }): Box {
  const { width, height } = canvas
  const between: Box = { x: EDGE, y: ROW, width: width - 2 * EDGE, height: height - 2 * ROW }
  const beside: Box = { x: EDGE, y: EDGE, width: width - EDGE - CORNER, height: height - 2 * EDGE }
  const scaleIn = (room: Box) => Math.min(1, room.width / drawing.width, room.height / drawing.height)
  const room = scaleIn(beside) > scaleIn(between) ? beside : between
  // A canvas too small for any of it still shows something.
  const scale = Math.max(scaleIn(room), SCALE_MIN)
  return {
    x: drawing.x + drawing.width / 2 - (room.x + room.width / 2) / scale,
    y: drawing.y + drawing.height / 2 - (room.y + room.height / 2) / scale,
    width: width / scale,
    height: height / scale,
  }
}

/** Whether its words can be read when all of the drawing is shown. */
export function isLegible(drawing: Box, canvas: { width: number; height: number }): boolean {
  return canvas.width / fitting(drawing, canvas).width >= LEGIBLE_FROM
}

/** The part around an element, large enough to be read; at the drawing's edges it goes no farther than they do. */
export function around(element: Box, drawing: Box, canvas: { width: number; height: number }): Box {
  const [width, height] = [canvas.width / READ_AT, canvas.height / READ_AT]
  const place = (middle: number, shown: number, begin: number, whole: number) =>
    shown >= whole ? begin + (whole - shown) / 2 : Math.min(Math.max(middle - shown / 2, begin - EDGE), begin + whole - shown + EDGE)
  return {
    x: place(element.x + element.width / 2, width, drawing.x, drawing.width),
    y: place(element.y + element.height / 2, height, drawing.y, drawing.height),
    width,
    height,
  }
}

/** A twelve-pixel word has seven pixels then; below it is a grey line. */
const LEGIBLE_FROM = 0.6
const READ_AT = 0.8
/** Pixels at the edge of the canvas. */
const EDGE = 6
/** Height of the buttons, and of the mark, with their distance from the edge. */
const ROW = 42
/** Width of the buttons with their distance from the edge; the mark is narrower. */
const CORNER = 200
const SCALE_MIN = 0.05
