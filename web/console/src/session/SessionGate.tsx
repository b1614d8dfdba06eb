import { ErrorState, SkeletonList, useLanguage } from '@ronghe/ui'
import { answer, ApiProblem } from '@ronghe/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, type ReactNode } from 'react'
import { api, session } from '../api/client'
import { problemWords } from '../api/problemWords'
import { useI18n } from '@ronghe/ui'
import { ExpiryWatch } from './ExpiryWatch'
import { PersonContext, useSessionState } from './useSession'
import { SignInAgain } from './SignInAgain'
import { SignInPage } from './SignInPage'
import { texts } from './texts'
import styles from './session.module.css'

/** Shows the pages to whoever is signed in, and the sign-in to everybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const state = useSessionState()
  const queries = useQueryClient()
  const language = useLanguage()
  const { t } = useI18n(texts)
  const person = 'session' in state ? state.session.person : undefined

  useEffect(() => void ask(), [])
  // What one person has read is not for the next.
  useEffect(() => () => queries.clear(), [person, queries])

  if (state.kind === 'asking') return <div className={styles.waiting}><SkeletonList rows={3} /></div>
  if (state.kind === 'unreachable') {
    return (
      <main className={styles.waiting}>
        <ErrorState
          error={problemWords(state.error, language)}
          action={<Button onClick={() => void ask()}>{t('session.ask.again')}</Button>}
        />
      </main>
    )
  }
  if (state.kind === 'out') return <SignInPage />
  return (
    <PersonContext value={state.session}>
      {/* Another person starts with a page of his own. */}
      <div key={person} className={styles.signedIn}>
        {children}
      </div>
      <ExpiryWatch expiresAt={state.session.expires_at} />
      {state.kind === 'expired' && <SignInAgain name={state.session.name} />}
    </PersonContext>
  )
}

async function ask(): Promise<void> {
  try {
    session.enter(await answer(api.GET('/api/v1/session')))
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) session.leave()
    else session.fail(error)
  }
}
