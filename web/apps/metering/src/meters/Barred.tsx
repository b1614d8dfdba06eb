import type { MeteringState } from '@ronghe/field'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import styles from './meters.module.css'
import { texts } from './texts'

/** Why this terminal does no metering. */
export function Barred({ state: { why } }: { state: MeteringState }) {
  const { t, say } = useI18n(texts)
  return (
    <section className={`${styles.barred} ${toneClass('late')}`} role="alert">
      <p className={styles.barredTitle}>
        <Icon name="lock" size="2rem" /> <strong>{t('meters.barred.title')}</strong>
      </p>
      <p>{why ? say(why) : t('meters.barred.unknown')}</p>
      <p>{t('meters.barred.reading')}</p>
    </section>
  )
}
