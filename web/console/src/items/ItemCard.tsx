import { groupNumber } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { ItemView } from '../api/types'
import { Moment } from '../parts/Moment'
import { ItemKindTag } from './ItemKindTag'
import { ItemReason } from './ItemReason'
import styles from './items.module.css'

interface ItemCardProps {
  item: ItemView
  isChosen: boolean
  isActive: boolean
  onChoose: () => void
}

export function ItemCard({ item, isChosen, isActive, onChoose }: ItemCardProps) {
  const here = [isChosen ? styles.cardHere : '', isActive ? styles.cardActive : ''].join(' ')
  return (
    <button type="button" className={`${styles.card ?? ''} ${here}`} aria-current={isChosen} onClick={onChoose}>
      <span className={styles.cardLine}>
        <ItemKindTag kind={item.kind} />
        {isGiven(item.order_no) && <strong>{groupNumber(item.order_no)}</strong>}
      </span>
      <span><ItemReason item={item} /></span>
      <span className={styles.muted}><Moment at={item.created_at} /></span>
    </button>
  )
}
