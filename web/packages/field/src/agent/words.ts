import type { IconName, Text } from '@ronghe/ui'
import { texts } from '../texts'
import type { OperationKind, Outcome } from './wire'

/** What was done, in words. */
export const KINDS: Record<OperationKind, { icon: IconName; word: Text }> = {
  sign_in: { icon: 'pen', word: texts['field.kind.sign_in'] },
  set_out: { icon: 'on_the_way', word: texts['field.kind.set_out'] },
  arrive: { icon: 'pin', word: texts['field.kind.arrive'] },
  begin: { icon: 'work', word: texts['field.kind.begin'] },
  submit: { icon: 'upload', word: texts['field.kind.submit'] },
  decline: { icon: 'return', word: texts['field.kind.decline'] },
}

/** Why an operation did not simply apply, and what to do; nothing when it did or will. */
export function outcomeWords(outcome: Outcome | undefined): Text | undefined {
  switch (outcome?.result) {
    case 'duplicate':
      return outcomeWords(outcome.stored)
    case 'accepted_late':
    case 'conflict':
    case 'refused':
      return texts[`field.outcome.${outcome.reason}`]
    case 'applied':
    case 'retry_after':
    case undefined:
      return undefined
  }
}
