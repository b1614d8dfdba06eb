import { Icon, toneClass, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { texts } from '../texts'
import styles from './screens.module.css'
import type { Keeping } from './StageForm'

/** Whether the agent has what was entered. */
export function KeepingNote({ keeping }: { keeping: Keeping }) {
  const { t } = useI18n(texts)
  const { icon, meaning } = LOOKS[keeping]
  return (
    <p className={`${styles.keeping} ${toneClass(meaning)}`} role="status">
      <Icon name={icon} size="1em" /> {t(`forms.keeping.${keeping}`)}
    </p>
  )
}

const LOOKS: Record<Keeping, { icon: IconName; meaning: Meaning }> = {
  kept: { icon: 'check', meaning: 'done' },
  keeping: { icon: 'clock', meaning: 'running' },
  failed: { icon: 'alert', meaning: 'late' },
}
