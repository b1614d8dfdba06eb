import { useI18n } from '@ronghe/ui'
import { texts } from './texts'

/** The reason of a suspension in words; what was typed, and codes of other processes, as they are. */
export function usePauseWords(): (reason: string) => string {
  const { t } = useI18n(texts)
  return (reason) => (isKnown(reason) ? t(`steering.pause.${reason}`) : reason)
}

const CODES = ['customer_postponed', 'customer_absent', 'papers_short', 'no_box_position', 'first_remote_read_failed'] as const

function isKnown(reason: string): reason is (typeof CODES)[number] {
  return (CODES as readonly string[]).includes(reason)
}
