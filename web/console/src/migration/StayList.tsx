import { CopyableNumber, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import type { OrdersThatStay } from '../api/types'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import type { BothVersions } from './elementNames'
import { texts } from './texts'
import { useFaultWords } from './useFaultWords'
import styles from './migration.module.css'

/** Orders that cannot move, by the reason, each with one of them to look at. */
export function StayList({ faults, both }: { faults: OrdersThatStay[]; both: BothVersions }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const wordsOf = useFaultWords(both)
  return (
    <ul className={styles.rows}>
      {faults.map((stays) => {
        const { cause, nextStep } = wordsOf(stays)
        return (
          <li key={JSON.stringify(stays.fault)} className={styles.stay}>
            <strong className={styles.cause}>{cause}</strong>
            <span className={styles.count}>{t('migration.stays.count', { count: stays.count })}</span>
            <span className={styles.about}>
              <span className={styles.muted}>{t('migration.stays.next_step')} {nextStep}</span>
              <span className={styles.example}>
                {t('migration.stays.example')} <CopyableNumber number={stays.example} />
                {may('list_orders') && <Link to={paths.orders({ order_no: stays.example, state: 'all' })}>{t('migration.stays.look')}</Link>}
              </span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
