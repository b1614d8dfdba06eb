import { useI18n } from '@ronghe/ui'
import { isPauseCode } from './pauseCodes'
import { texts } from './texts'

/** The reason of a suspension in words; what was typed, and codes of other processes, as they are. */
export function usePauseWords(): (reason: string) => string {
  const { t } = useI18n(texts)
  return (reason) => (isPauseCode(reason) ? t(`steering.pause.${reason}`) : reason)
}
