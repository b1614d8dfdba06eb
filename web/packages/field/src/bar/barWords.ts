/** The bar at the bottom, as words: what is not yet with the company, and how the network is. */

import { formatPercent, type IconName, type Meaning } from '@ronghe/ui'
import type { Network, Unsent } from '../agent/wire'

export interface Load {
  operations: number
  files: number
  /** Of the bytes of the files that are on their way. */
  percent: string
}

/** Nothing when everything has arrived. */
export function loadOf({ operations, files, bytes_left, bytes_total }: Unsent): Load | undefined {
  if (operations === 0 && files === 0) return undefined
  const share = bytes_total > 0 ? 1 - bytes_left / bytes_total : 0
  // Not "100 %" before the last byte is there.
  return { operations, files, percent: formatPercent(Math.min(Math.max(share, 0), ALMOST)) }
}

export const NETWORKS: Record<Network, { icon: IconName; meaning: Meaning }> = {
  unknown: { icon: 'signal_none', meaning: 'plain' },
  none: { icon: 'signal_none', meaning: 'soon' },
  weak: { icon: 'signal_weak', meaning: 'soon' },
  good: { icon: 'signal_good', meaning: 'plain' },
}

const ALMOST = 0.99
