import { formatExact, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { ItemView } from '../api/types'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { PersonName } from '../people/PersonName'
import { texts } from './texts'
import styles from './items.module.css'

/** How an item was settled, by whom and why. */
export function Settled({ item }: { item: ItemView }) {
  const { t } = useI18n(texts)
  const state = SETTLED.find((each) => each === item.state)
  return (
    <div className={styles.settled}>
      <Tag meaning="done" icon="check">{state ? t(`items.settled.${state}`) : item.state}</Tag>
      {isGiven(item.resolved_by) && <PersonName person={item.resolved_by} />}
      {isGiven(item.resolved_at) && <span>{formatExact(toDate(item.resolved_at))}</span>}
      {isGiven(item.remark) && <span>{item.remark}</span>}
    </div>
  )
}

const SETTLED = ['kept', 'merged', 'returned', 'done', 'retried'] as const
