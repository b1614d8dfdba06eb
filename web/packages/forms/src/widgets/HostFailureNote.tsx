import { ErrorState, type ErrorWords } from '@ronghe/ui'

/** What the host could not do, under the widget that asked. */
export function HostFailureNote({ failure }: { failure: ErrorWords | undefined }) {
  return failure ? <ErrorState error={failure} /> : null
}
