import { DeliveryBadge, groupNumber, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useOrderInHand } from '../order/OrderRoom'
import { valuesOf } from '../order/stages'
import { howFar } from '../submit/howFar'
import styles from './Rounds.module.css'
import { numberField } from './rounds'
import { texts } from './texts'

/** The round that has just been submitted: it is on the device, and how far it has come since. */
export function SavedNote({ stage: id }: { stage: string }) {
  const { t } = useI18n(texts)
  const { detail } = useOrderInHand()
  const stage = detail.order.stages[id]
  if (stage === undefined) return null
  const ui = stage.form === undefined ? undefined : detail.bundle?.forms[stage.form]?.ui
  const number = valuesOf(detail, stage)[(ui && numberField(ui)) ?? '']
  const entry = detail.pending.filter((each) => each.stage === id).at(-1)
  return (
    <p className={`${styles.saved} ${toneClass('done')}`} role="status">
      <Icon name="check" />
      <span>
        {typeof number === 'string' ? t('rounds.saved.words', { number: groupNumber(number) }) : t('rounds.saved.unnamed')}
      </span>
      <DeliveryBadge state={howFar(entry, stage)} />
    </p>
  )
}
