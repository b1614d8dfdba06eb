import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { BatteryNotice } from '../battery/BatteryNotice'
import { useStanding } from '../session/FieldProvider'
import { texts } from '../texts'
import { loadOf, NETWORKS } from './barWords'
import styles from './StatusBar.module.css'

/** What stands below every page: the thin bar, and above it a battery that will not last. */
export function StatusBar() {
  return (
    <>
      <BatteryNotice />
      <ThinBar />
    </>
  )
}

/** The bar that never lies: without an answer of the agent it says just that. */
function ThinBar() {
  const { t, say } = useI18n(texts)
  const { state, failure } = useStanding()
  if (failure !== undefined || state === undefined) {
    return (
      <div className={`${styles.bar} ${toneClass('late')}`} role="status">
        <span className={styles.part}>
          <Icon name="alert" size="1em" /> {t('field.bar.no_agent')}
        </span>
      </div>
    )
  }
  if (state.practice === true) {
    return (
      <div className={`${styles.bar} ${toneClass('soon')}`} role="status">
        <span className={styles.part}>
          <Icon name="alert" size="1em" /> {t('field.bar.practice')}
        </span>
      </div>
    )
  }
  const identity = state.tf_card?.why
  const load = loadOf(state.unsent)
  const network = NETWORKS[state.network]
  const meaning = identity ? 'late' : load === undefined ? network.meaning : 'soon'
  return (
    <div className={`${styles.bar} ${toneClass(meaning)}`} role="status">
      {identity && (
        <span className={styles.part}>
          <Icon name="card" size="1em" /> {say(identity)}
        </span>
      )}
      {load === undefined && !state.locked && !identity && (
        <span className={styles.part}>
          <Icon name="check" size="1em" /> {t('field.bar.all_sent')}
        </span>
      )}
      {load && load.operations > 0 && (
        <span className={styles.part}>
          <Icon name="upload" size="1em" /> {t('field.bar.operations', { count: load.operations })}
        </span>
      )}
      {load && load.files > 0 && (
        <span className={styles.part}>{t('field.bar.files', { count: load.files, percent: load.percent })}</span>
      )}
      {state.storage.low && (
        <span className={styles.part}>
          <Icon name="storage" size="1em" /> {t('field.bar.storage_low')}
        </span>
      )}
      <span className={styles.part}>
        <Icon name={network.icon} size="1em" /> {t(`field.network.${state.network}`)}
      </span>
    </div>
  )
}
