import { toneClass, useI18n } from '@ronghe/ui'
import { texts } from './texts'
import styles from './dispatch.module.css'

export function MapLegend() {
  const { t } = useI18n(texts)
  return (
    <p className={styles.legend}>
      <span className={toneClass('late')}>{t('dispatch.legend.late')}</span>
      <span className={toneClass('soon')}>{t('dispatch.legend.soon')}</span>
      <span className={toneClass('running')}>{t('dispatch.legend.busy')}</span>
      <span>{t('dispatch.legend.figure')}</span>
      <span>{t('dispatch.legend.pick')}</span>
      <span>{t('dispatch.legend.points')}</span>
      <span>{t('dispatch.legend.station')}</span>
    </p>
  )
}
