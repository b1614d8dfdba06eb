import { HostFailure, type FormHost } from '@ronghe/forms'
import type { ErrorWords } from '@ronghe/ui'

/** What a form may ask of a desk: the time. Everything else takes a terminal, and `words` say so. */
export function deskHost(words: ErrorWords, now: () => Date): FormHost {
  const onTerminalOnly = () => Promise.reject(new HostFailure(words))
  return {
    capturePhoto: onTerminalOnly,
    record: onTerminalOnly,
    cutOff: () => [],
    keepCutOff: onTerminalOnly,
    discardCutOff: onTerminalOnly,
    attachment: () => undefined,
    locate: onTerminalOnly,
    distanceTo: () => undefined,
    scan: onTerminalOnly,
    confirmSecondPerson: onTerminalOnly,
    statementFor: () => words.cause,
    keepSignature: onTerminalOnly,
    now,
  }
}
