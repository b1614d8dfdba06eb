import { agentWords } from '../problems/agentWords'
import { useLanguage, type ErrorWords, type Language } from '@ronghe/ui'
import { useRef, useState } from 'react'

export interface Command<Arguments extends unknown[]> {
  run: (...given: Arguments) => void
  busy: boolean
  failure: ErrorWords | undefined
}

/**
 * Does one thing at a time and says what went wrong; a second tap while it runs does nothing. An app that knows more
 * problems than every page says them in `words` of its own.
 */
export function useCommand<Arguments extends unknown[]>(
  action: (...given: Arguments) => Promise<unknown>,
  words: (error: unknown, language: Language) => ErrorWords = agentWords,
): Command<Arguments> {
  const language = useLanguage()
  const running = useRef(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ErrorWords>()

  const perform = async (...given: Arguments) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setFailure(undefined)
    try {
      await action(...given)
    } catch (error) {
      setFailure(words(error, language))
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { run: (...given) => void perform(...given), busy, failure }
}
