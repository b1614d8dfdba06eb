import { useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { Tag } from '../parts/Tag'
import { terminalState, type TerminalState } from './terminalStates'
import { texts } from './texts'

export function TerminalStateTag({ state }: { state: string }) {
  const { t } = useI18n(texts)
  const known = terminalState(state)
  return known ? <Tag {...LOOKS[known]}>{t(`terminals.state.${known}`)}</Tag> : state
}

const LOOKS: Record<TerminalState, { meaning: Meaning; icon: IconName }> = {
  active: { meaning: 'done', icon: 'check' },
  locked: { meaning: 'soon', icon: 'pause' },
  lost: { meaning: 'late', icon: 'alert' },
}
