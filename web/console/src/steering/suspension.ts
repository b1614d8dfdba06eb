import type { Micros, OrderFile } from '../api/types'

/** Why an order stands still, as its story says. */
export interface Suspension {
  at: Micros
  actor: string
  reason?: string
  proof?: string
  /** The limits whose clocks stand still. */
  paused: string[]
}

/** Nothing where the order runs, or where its story does not tell. */
export function suspensionOf({ order, story }: OrderFile): Suspension | undefined {
  const entry = order.state === 'suspended' ? story.filter(({ kind }) => kind === 'suspended').at(-1) : undefined
  if (entry === undefined) return undefined
  const { reason, proof, paused = [] } = (entry.body ?? {}) as Partial<Suspension>
  return { at: entry.at, actor: entry.actor, paused, ...(reason === undefined ? {} : { reason }), ...(proof === undefined ? {} : { proof }) }
}
