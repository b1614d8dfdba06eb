import { Icon, useI18n } from '@ronghe/ui'
import { useMay } from '../session/useSession'
import { texts } from './texts'
import styles from './orderPage.module.css'

/** Stands where a masked paper would: that it is hidden, and what opens it. */
export function MaskedNote() {
  const { t } = useI18n(texts)
  const mayUnmask = useMay()('unmask_personal_data')
  return (
    <span className={styles.masked}>
      <Icon name="lock" size="1.5rem" />
      {t(mayUnmask ? 'orders.evidence.masked' : 'orders.evidence.masked_for_you')}
    </span>
  )
}
