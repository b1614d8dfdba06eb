/** A rectangle, from its upper left corner. */
export interface Part {
  x: number
  y: number
  width: number
  height: number
}

interface Size {
  width: number
  height: number
}

/**
 * The part of the camera's picture that stands behind `window`, a rectangle on the element in which the picture fills
 * everything and is cut at two sides (`object-fit: cover`).
 */
export function partSeen(picture: Size, element: Size, window: Part): Part {
  const scale = Math.max(element.width / picture.width, element.height / picture.height)
  const left = (picture.width * scale - element.width) / 2
  const top = (picture.height * scale - element.height) / 2
  const x = Math.max(0, Math.round((window.x + left) / scale))
  const y = Math.max(0, Math.round((window.y + top) / scale))
  return {
    x,
    y,
    width: Math.min(picture.width - x, Math.round(window.width / scale)),
    height: Math.min(picture.height - y, Math.round(window.height / scale)),
  }
}

/** As large as is needed to tell a bar from its neighbour, and no larger: a phone reads four times a second. */
export function sizeToRead({ width, height }: Size): Size {
  const scale = Math.min(1, SIDE_MAX / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

const SIDE_MAX = 1_000
