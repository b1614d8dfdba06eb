import { lazy, Suspense } from 'react'
import styles from '../parts.module.css'
import type { GeoMapProps } from './GeoMapCanvas'

const GeoMapCanvas = lazy(() => import('./GeoMapCanvas'))

/** A map drawn from the platform's own outlines; its library is loaded with the first one. */
export function GeoMap(props: GeoMapProps) {
  return (
    <Suspense fallback={<div className={styles.map} />}>
      <GeoMapCanvas {...props} />
    </Suspense>
  )
}
