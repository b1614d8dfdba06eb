import { ErrorState, useLanguage } from '@ronghe/ui'
import { problemWords } from '../api/problemWords'

interface CommandErrorProps {
  error: unknown
  /** What a refusal means here, by its code, where the platform's own words are in another language. */
  causes?: Record<string, string>
}

/** Why a command was not done; nothing while all is well. */
export function CommandError({ error, causes }: CommandErrorProps) {
  const language = useLanguage()
  if (error === null || error === undefined) return null
  return <ErrorState error={problemWords(error, language, causes)} />
}
