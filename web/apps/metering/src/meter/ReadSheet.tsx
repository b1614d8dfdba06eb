import { ITEM_SETS, Sheet, type ItemSet } from '@ronghe/field'
import { Icon, useI18n } from '@ronghe/ui'
import styles from './meter.module.css'
import { texts } from './texts'

/** Which items are read in one go. */
export function ReadSheet({ onItems, onClose }: { onItems: (items: ItemSet) => void; onClose: () => void }) {
  const { t } = useI18n(texts)
  return (
    <Sheet title={t('meter.read.title')} onClose={onClose}>
      {ITEM_SETS.map((items) => (
        <button key={items} type="button" className={styles.set} onClick={() => onItems(items)}>
          <span className={styles.setWords}>
            <strong>{t(`meter.items.${items}`)}</strong>
            <span className={styles.setNote}>{t(`meter.note.${items}`)}</span>
          </span>
          <Icon name="forward" />
        </button>
      ))}
    </Sheet>
  )
}
