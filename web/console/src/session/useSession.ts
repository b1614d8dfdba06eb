import { createContext, use, useSyncExternalStore } from 'react'
import { session } from '../api/client'
import type { SessionState } from '../api/sessionKeeper'
import type { SessionView } from '../api/types'
import { may, type Action } from './rights'

export function useSessionState(): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state)
}

/** The signed-in person, for everything inside `SignedIn`. */
export const PersonContext = createContext<SessionView | undefined>(undefined)

export function useSession(): SessionView {
  const current = use(PersonContext)
  if (current === undefined) throw new Error('this page is shown to signed-in people only')
  return current
}

export function useMay(): (action: Action) => boolean {
  const { roles } = useSession()
  return (action) => may(roles, action)
}
