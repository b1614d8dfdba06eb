import { useStanding } from '@ronghe/field'
import { formatFileSize, Icon, toneClass, useI18n } from '@ronghe/ui'
import styles from './PhotoSheet.module.css'
import { texts } from './texts'

/** Said before the photo is taken, not after. */
export function StorageWarning() {
  const { t } = useI18n(texts)
  const storage = useStanding().state?.storage
  if (!storage?.low) return null
  const free = storage.free_bytes
  return (
    <p className={`${styles.warning} ${toneClass('late')}`} role="alert">
      <Icon name="storage" />
      <span>
        {free === undefined ? t('photo.storage.low') : t('photo.storage.left', { free: formatFileSize(free) })}
      </span>
    </p>
  )
}
