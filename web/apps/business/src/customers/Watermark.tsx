import type { CustomerShown } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatExact } from '@ronghe/ui'
import { useId } from 'react'
import styles from './Watermark.module.css'

/** Who looks, and since when, across the whole card: a photo of the screen says whose screen it was. */
export function Watermark({ seenBy: { name, staff_no, at } }: { seenBy: CustomerShown['seen_by'] }) {
  const tile = useId()
  return (
    <svg className={styles.watermark} aria-hidden="true" focusable="false">
      <pattern id={tile} width="300" height="130" patternUnits="userSpaceOnUse" patternTransform="rotate(-18)">
        <text x="0" y="40">
          {name} {staff_no}
        </text>
        <text x="60" y="105">
          {formatExact(fromInstant(at))}
        </text>
      </pattern>
      <rect width="100%" height="100%" fill={`url(#${tile})`} />
    </svg>
  )
}
