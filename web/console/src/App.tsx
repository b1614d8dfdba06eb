import { I18nProvider } from '@ronghe/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { App as Kit, ConfigProvider } from 'antd'
import en from 'antd/locale/en_GB'
import zh from 'antd/locale/zh_CN'
import { useMemo, useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { applyTheme } from '@ronghe/ui'
import { kitTheme } from './kitTheme'
import { PreferencesContext, readPreferences, writePreferences, type Preferences } from './preferences'
import { queryClient } from './queryClient'
import { router } from './routes'
import { SessionGate } from './session/SessionGate'

export function App() {
  const [preferences, setPreferences] = useState(() => readPreferences(location.search))
  const { language, theme } = preferences
  applyTheme(document.documentElement, theme, 'console')

  const inUse = useMemo(
    () => ({
      ...preferences,
      prefer: (change: Partial<Preferences>) => {
        const next = { ...preferences, ...change }
        history.replaceState(history.state, '', `${location.pathname}${writePreferences(next)}${location.hash}`)
        setPreferences(next)
      },
    }),
    [preferences],
  )

  return (
    <PreferencesContext value={inUse}>
      <I18nProvider language={language}>
        <ConfigProvider locale={LOCALES[language]} theme={kitTheme(theme)} button={NO_SPACE}>
          <Kit>
            <QueryClientProvider client={queryClient}>
              <SessionGate>
                <RouterProvider router={router} />
              </SessionGate>
            </QueryClientProvider>
          </Kit>
        </ConfigProvider>
      </I18nProvider>
    </PreferencesContext>
  )
}

const LOCALES = { zh, en }
/** Between two Chinese characters; it would make the words of a button differ from its name. */
const NO_SPACE = { autoInsertSpace: false }
