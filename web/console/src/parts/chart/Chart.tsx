import { lazy, Suspense } from 'react'
import type { ChartProps } from './ChartCanvas'

const ChartCanvas = lazy(() => import('./ChartCanvas'))

/** A chart; its library is loaded with the first one. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <ChartCanvas {...props} />
    </Suspense>
  )
}
