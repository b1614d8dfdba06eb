import { useI18n } from '@ronghe/ui'
import { RoundRow } from './RoundRow'
import styles from './Rounds.module.css'
import type { Item, ItemStanding } from './rounds'
import { texts } from './texts'

interface RoundsPartsProps {
  items: Item[]
  isWorkable: boolean
  onOpen: (item: Item) => void
}

/** The items by how they stand, each part with its count; what is done is folded away. */
export function RoundsParts({ items, isWorkable, onOpen }: RoundsPartsProps) {
  const { t } = useI18n(texts)
  return (
    <>
      {PARTS.map((part) => {
        const here = items.filter(({ standing }) => standing === part)
        if (here.length === 0) return null
        const heading = (
          <>
            {t(`rounds.part.${part}`)} <span className={styles.howMany}>{here.length}</span>
          </>
        )
        const rows = (
          <ul className={styles.rows}>
            {here.map((item, at) => (
              <li key={item.stage?.stage ?? item.number}>
                <RoundRow
                  item={item}
                  at={at + 1}
                  {...(isWorkable && OPENED.has(part) ? { onOpen: () => onOpen(item) } : {})}
                />
              </li>
            ))}
          </ul>
        )
        return part === 'done' ? (
          <details key={part} className={styles.part}>
            <summary className={styles.heading}>{heading}</summary>
            {rows}
          </details>
        ) : (
          <section key={part} className={styles.part} aria-labelledby={`rounds-${part}`}>
            <h2 id={`rounds-${part}`} className={styles.heading}>
              {heading}
            </h2>
            {rows}
          </section>
        )
      })}
    </>
  )
}

const PARTS: ItemStanding[] = ['refused', 'begun', 'to_do', 'with_others', 'done']
const OPENED = new Set<ItemStanding>(['begun', 'to_do'])
