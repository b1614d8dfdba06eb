import type { Box } from './fit'

/** What has become of an element of the drawing. */
export interface ElementMark {
  element: string
  kind: 'open' | 'done' | 'left'
  /** Stands at the element: who has it, or how often it was opened. */
  words: string
}

/** The parts of the drawing library that are used here; it types its services as `any`. */
export interface Canvas {
  zoom: (level?: number, centre?: 'auto') => number
  viewbox: (shown?: Box) => { inner: Box; outer: { width: number; height: number } }
  addMarker: (element: string, marker: string) => void
  /** Its element has another size now. */
  resized: () => void
}

export interface ElementRegistry {
  get: (element: string) => Box | undefined
}

export interface Overlays {
  add: (element: string, overlay: { position: { top: number; left: number }; scale: { min: number; max: number }; html: HTMLElement }) => void
}

/** Colours the elements, and puts the token with its words on what is open. */
export function placeMarks(canvas: Canvas, overlays: Overlays, marks: ElementMark[]): void {
  for (const { element, kind, words } of marks) {
    try {
      canvas.addMarker(element, `is-${kind}`)
      overlays.add(element, { position: { top: -14, left: 4 }, scale: LEGIBLE, html: badge(kind, words) })
    } catch {
      // The order remembers an element that this version's drawing does not show.
    }
  }
}

/** However far the drawing is zoomed out. */
const LEGIBLE = { min: 0.85, max: 1.2 }

function badge(kind: ElementMark['kind'], words: string): HTMLElement {
  const element = document.createElement('div')
  element.className = `token is-${kind}`
  element.textContent = words
  return element
}
