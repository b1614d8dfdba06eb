import type { Language, Theme } from '@ronghe/ui'
import { createContext, use } from 'react'

/** How a person wants to see the console. It stands in the address, because the browser keeps nothing for us. */
export interface Preferences {
  language: Language
  theme: Theme
}

export interface PreferencesInUse extends Preferences {
  prefer: (change: Partial<Preferences>) => void
}

export const PreferencesContext = createContext<PreferencesInUse>({
  language: 'zh',
  theme: 'outdoor',
  prefer: () => undefined,
})

export function usePreferences(): PreferencesInUse {
  return use(PreferencesContext)
}

export function readPreferences(search: string): Preferences {
  const query = new URLSearchParams(search)
  return {
    language: query.get('language') === 'en' ? 'en' : 'zh',
    theme: query.get('theme') === 'night' ? 'night' : 'outdoor',
  }
}

/** The address's query for preferences; what is usual is not written. */
export function writePreferences({ language, theme }: Preferences): string {
  const query = new URLSearchParams()
  if (language !== 'zh') query.set('language', language)
  if (theme !== 'outdoor') query.set('theme', theme)
  const written = query.toString()
  return written === '' ? '' : `?${written}`
}
