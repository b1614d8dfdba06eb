import { lazy, Suspense } from 'react'
import styles from '../parts.module.css'
import type { ProcessDrawingProps } from './ProcessDrawingCanvas'

const ProcessDrawingCanvas = lazy(() => import('./ProcessDrawingCanvas'))

/** The drawing of a process; its library is loaded with the first one. */
export function ProcessDrawing(props: ProcessDrawingProps) {
  return (
    <Suspense fallback={<div className={styles.drawing} />}>
      <ProcessDrawingCanvas {...props} />
    </Suspense>
  )
}
