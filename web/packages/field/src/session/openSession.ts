import { LocalApi } from '@ronghe/sdk'
import type { Language } from '@ronghe/ui'
import { Agent } from '../agent/agent'
import { AgentEvents } from '../agent/events'
import type { LocalPaths } from '../agent/paths'
import type { Appearance } from '../agent/wire'
import { takeEntry } from './entry'
import { FieldSession } from './fieldSession'

/** Connects the page to its agent. Called once, before anything is drawn: the code works only once. */
export function openSession(): FieldSession {
  const { code } = takeEntry(location, history)
  const api = new LocalApi<LocalPaths>({
    baseUrl: location.origin,
    language: () => session.snapshot().appearance.language,
    fetch: async (request) => {
      const opening = session.openings
      const response = await fetch(request)
      if (response.status === 401) session.refused(opening)
      return response
    },
  })
  const appearance: Appearance = { theme: 'outdoor', language: firstLanguage(), text_percent: 100 }
  const session: FieldSession = new FieldSession(new Agent(api), new AgentEvents(), appearance)
  void session.start(code)
  keepFresh(session)
  return session
}

/** A page with an open stream cannot wait in the browser's cache of pages; without one, going back brings it whole. */
function keepFresh(session: FieldSession): void {
  addEventListener('pagehide', () => session.events.stop())
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) session.events.resume()
  })
}

function firstLanguage(): Language {
  return navigator.language.startsWith('en') ? 'en' : 'zh'
}
