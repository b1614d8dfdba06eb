import { useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { Tag } from '../parts/Tag'
import type { EvidenceState } from './attachments'
import { texts } from './texts'

export function EvidenceStateTag({ state }: { state: EvidenceState }) {
  const { t } = useI18n(texts)
  return <Tag {...LOOKS[state]}>{t(`orders.evidence.${state}`)}</Tag>
}

const LOOKS: Record<EvidenceState, { meaning: Meaning; icon: IconName }> = {
  complete: { meaning: 'done', icon: 'check' },
  partial: { meaning: 'running', icon: 'upload' },
  missing: { meaning: 'soon', icon: 'clock' },
  corrupt: { meaning: 'late', icon: 'alert' },
}
