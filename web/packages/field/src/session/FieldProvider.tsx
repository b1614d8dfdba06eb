import { applyTheme, I18nProvider } from '@ronghe/ui'
import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from 'react'
import type { Agent } from '../agent/agent'
import type { FieldSession, Snapshot } from './fieldSession'

const SessionContext = createContext<FieldSession | undefined>(undefined)

/** Gives the session to everything below, in the language, theme and text size that were chosen. */
export function FieldProvider({ session, children }: { session: FieldSession; children: ReactNode }) {
  const { appearance } = useSyncExternalStore(session.subscribe, session.snapshot)
  const { theme, language, text_percent } = appearance

  useEffect(() => {
    applyTheme(document.documentElement, theme, 'field')
    document.documentElement.style.fontSize = `${text_percent}%`
  }, [theme, text_percent])

  return (
    <SessionContext value={session}>
      <I18nProvider language={language}>{children}</I18nProvider>
    </SessionContext>
  )
}

export function useSession(): FieldSession {
  const session = use(SessionContext)
  if (session === undefined) throw new Error('a field page is drawn inside <FieldProvider>')
  return session
}

export function useAgent(): Agent {
  return useSession().agent
}

/** Where the page stands, and the last state of the terminal. */
export function useStanding(): Snapshot {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, session.snapshot)
}
