import { formatDistance, formatScaled, groupNumber, DeliveryBadge, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useOrderInHand } from '../order/OrderRoom'
import { StageValues } from '../order/StageValues'
import { howFar } from '../submit/howFar'
import styles from './Rounds.module.css'
import type { Item } from './rounds'
import { texts } from './texts'

/** One item: its number, whose it is, where it is, what it read last, how far its record has come, and what was recorded. */
export function RoundRow({ item, at, onOpen }: { item: Item; at: number; onOpen?: () => void }) {
  const { t } = useI18n(texts)
  const { pending } = useOrderInHand().detail
  const [isShown, setShown] = useState(false)
  const { number, meter, household, distance, stage, standing } = item
  const { previous_total_ckwh: previous, customer_no, change } = meter ?? {}
  const isSubmitted = standing === 'done' || standing === 'refused'
  const sent = stage && pending.filter((entry) => entry.stage === stage.stage).at(-1)
  const changed = CHANGES.find((each) => each === change)
  const words = (
    <>
      <span className={styles.words}>
        <span className={styles.number}>{number === undefined ? t('rounds.item.unnamed', { at }) : groupNumber(number)}</span>
        <span className={styles.facts}>
          {changed && (
            <span className={`${styles.changed} ${toneClass('soon')}`}>
              <Icon name="alert" size="1em" /> {t(`rounds.item.${changed}`)}
            </span>
          )}
          {household && <strong>{household.service_address}</strong>}
          {household && <span>{household.customer_name}</span>}
          {customer_no !== undefined && <span>{t('rounds.item.customer', { number: groupNumber(customer_no) })}</span>}
          {previous !== undefined && <span>{t('rounds.item.previous', { reading: formatScaled(previous, 2) })}</span>}
          {distance !== undefined && (
            <span>
              <Icon name="pin" size="1em" /> {formatDistance(distance)}
            </span>
          )}
        </span>
      </span>
      {isSubmitted && stage && <DeliveryBadge state={howFar(sent, stage)} />}
      {onOpen && <Icon name="forward" />}
    </>
  )
  if (isSubmitted && stage?.values !== undefined) {
    return (
      <>
        <button type="button" className={styles.row} aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {words}
        </button>
        {isShown && <StageValues stage={stage} />}
      </>
    )
  }
  if (onOpen === undefined) return <div className={styles.row}>{words}</div>
  return (
    <button type="button" className={styles.row} onClick={onOpen}>
      {words}
    </button>
  )
}

const CHANGES = ['new_customer', 'capacity', 'meter'] as const
