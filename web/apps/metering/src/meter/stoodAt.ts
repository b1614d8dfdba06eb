import type { WorkLine } from '@ronghe/field'

/** The newest work that says how the meter stood: one that nobody refused before it was asked. `works` are newest first. */
export function stoodAt(works: WorkLine[]): WorkLine | undefined {
  return works.find(({ outcome }) => outcome === 'done' || outcome === 'failed')
}
