import type { AgentState } from '../agent/wire'

/** `low`: a day's photos may not fit. `short`: none does, only what is typed. */
export type StorageLevel = 'fine' | 'low' | 'short'

export function storageLevel(state: Pick<AgentState, 'storage'> | undefined): StorageLevel {
  if (state?.storage.short) return 'short'
  return state?.storage.low ? 'low' : 'fine'
}
