import { Marker, type Map as Canvas } from 'maplibre-gl'
import styles from '../parts.module.css'
import { placeLabels } from './placeLabels'

/** What stands on a grid; the figure alone where there is no room for the words. */
export interface GridLabel {
  words: string
  figure: string
  /** The heavier are the last to go where there is no room for all. */
  weight: number
}

/** A label on the map, with the size of either form. */
export interface Labelled {
  marker: Marker
  text: GridLabel
  full: { width: number; height: number }
  short: { width: number; height: number }
}

export function addLabel(canvas: Canvas, place: [number, number], text: GridLabel, onClick: () => void): Labelled {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = styles.gridLabel ?? ''
  // In words, also while the figure stands there alone.
  element.title = text.words
  element.setAttribute('aria-label', text.words)
  // The map below would hear of it, too.
  element.addEventListener('click', (event) => {
    event.stopPropagation()
    onClick()
  })
  const marker = new Marker({ element }).setLngLat(place).addTo(canvas)
  return { marker, text, full: sizeWith(element, text.words), short: sizeWith(element, text.figure) }
}

/** To be called whenever the map has changed: how near the grids are to one another changes with its size. */
export function arrangeLabels(canvas: Canvas, labelled: Labelled[]): void {
  const { clientWidth: width, clientHeight: height } = canvas.getContainer()
  const labels = labelled.map(({ marker, text: { weight }, full, short }) => {
    const { x, y } = canvas.project(marker.getLngLat())
    return { x, y, weight, full, short }
  })
  const placements = placeLabels(labels, { width, height })
  labelled.forEach(({ marker, text }, at) => {
    const { form = 'hidden', dx = 0, dy = 0 } = placements[at] ?? {}
    const element = marker.getElement()
    element.hidden = form === 'hidden'
    element.textContent = form === 'full' ? text.words : text.figure
    marker.setOffset([dx, dy])
  })
}

function sizeWith(element: HTMLElement, words: string): { width: number; height: number } {
  element.textContent = words
  return { width: element.offsetWidth, height: element.offsetHeight }
}
