import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import type { OwnWords } from '../api/problemWords'
import type { DutyView, NewDuty } from '../api/types'
import { useCommand } from '../api/useCommand'
import { usePersonName } from '../people/usePersonName'
import { dutyKind } from './dutyKinds'
import { texts } from './texts'
import { useDutyKindWords, useDutySpanWords } from './useDutyWords'

export interface Cancelling {
  cancel: (duty: DutyView, onDone?: () => void) => void
  /** Adds what was cancelled last once more; nothing while there is nothing. */
  undo: (() => void) | undefined
  cancelled: DutyView | undefined
  dismiss: () => void
  /** What went wrong before is no longer told. */
  forget: () => void
  isPending: boolean
  error: unknown
  own: OwnWords
}

/** Takes duties back, and the last of them back again. */
export function useCancelDuty(): Cancelling {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const nameOf = usePersonName()
  const kindWords = useDutyKindWords()
  const spanWords = useDutySpanWords()
  const [cancelled, setCancelled] = useState<DutyView>()
  const cancel = useCommand((body: { duty: string }, header) => answer(api.POST('/api/v1/duties/cancel', { params: { header }, body })))
  const again = useCommand((body: NewDuty, header) => answer(api.POST('/api/v1/duties', { params: { header }, body })), {
    onDone: (_, { person, kind, from, until }) => {
      setCancelled(undefined)
      void message.success(t('roster.cancel.undone', { name: nameOf(person), kind: kindWords(kind), span: spanWords({ from, until }) }))
    },
  })
  // A kind of a later platform cannot be said anew.
  const kind = cancelled && dutyKind(cancelled.kind)
  return {
    cancel: (duty, onDone) => {
      if (cancel.isPending) return
      again.reset()
      cancel.mutate(
        { duty: duty.duty },
        {
          onSuccess: () => {
            setCancelled(duty)
            onDone?.()
          },
        },
      )
    },
    undo:
      cancelled && kind && !again.isPending
        ? () => again.mutate({ person: cancelled.person, kind, from: cancelled.from, until: cancelled.until, note: cancelled.note })
        : undefined,
    cancelled,
    dismiss: () => setCancelled(undefined),
    forget: () => {
      cancel.reset()
      again.reset()
    },
    isPending: cancel.isPending,
    error: cancel.error ?? again.error,
    own: {
      ...(cancel.error === null ? {} : { 'not-found': { cause: t('roster.cancel.gone'), nextStep: t('roster.cancel.gone_advice') } }),
      'not-allowed': { cause: t('roster.add.refused'), nextStep: t('roster.add.refused_advice') },
    },
  }
}
