import { useI18n, type ErrorWords } from '@ronghe/ui'
import { useState } from 'react'
import { HostFailure } from '../host'
import { texts } from '../texts'

export interface HostAction<Arguments extends unknown[]> {
  run: (...given: Arguments) => void
  busy: boolean
  failure: ErrorWords | undefined
}

/** Runs something that the host does and that may fail, one at a time. */
export function useHostAction<Arguments extends unknown[] = []>(
  action: (...given: Arguments) => Promise<void>,
): HostAction<Arguments> {
  const { t } = useI18n(texts)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ErrorWords>()

  const perform = async (...given: Arguments) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await action(...given)
    } catch (error) {
      setFailure(error instanceof HostFailure ? error.words : unexpected())
    } finally {
      setBusy(false)
    }
  }

  return {
    run: (...given) => {
      if (!busy) void perform(...given)
    },
    busy,
    failure,
  }

  function unexpected(): ErrorWords {
    return { cause: t('forms.host.unexpected'), nextStep: t('forms.host.try_again'), supportCode: 'FORM-HOST' }
  }
}
