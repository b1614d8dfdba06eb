import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import { Icon } from './Icon'
import { toneClass } from './tones'
import {
  FILE_STATES, ORDER_STATES, STAGE_STATES, type FileState, type OrderState, type StageState, type StateLook,
} from './states'
import styles from './StateBadge.module.css'

export function StageStateBadge({ state }: { state: StageState }) {
  return <StateBadge look={STAGE_STATES[state]} />
}

export function OrderStateBadge({ state }: { state: OrderState }) {
  return <StateBadge look={ORDER_STATES[state]} />
}

export function DeliveryBadge({ state }: { state: FileState }) {
  return <StateBadge look={FILE_STATES[state]} />
}

function StateBadge({ look }: { look: StateLook }) {
  const { t } = useI18n(texts)
  return (
    <span className={`${styles.badge} ${toneClass(look.meaning)}`}>
      <Icon name={look.icon} size="1em" />
      {t(look.text)}
    </span>
  )
}
