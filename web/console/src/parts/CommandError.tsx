import { ErrorState, useLanguage } from '@ronghe/ui'
import { problemWords, type OwnWords } from '../api/problemWords'

interface CommandErrorProps {
  error: unknown
  own?: OwnWords
}

/** Why a command was not done; nothing while all is well. */
export function CommandError({ error, own }: CommandErrorProps) {
  const language = useLanguage()
  if (error === null || error === undefined) return null
  return <ErrorState error={problemWords(error, language, own)} />
}
