import { ErrorState, useLanguage } from '@ronghe/ui'
import { problemWords } from '../api/problemWords'

/** Why a command was not done; nothing while all is well. */
export function CommandError({ error }: { error: unknown }) {
  const language = useLanguage()
  if (error === null || error === undefined) return null
  return <ErrorState error={problemWords(error, language)} />
}
