import { groupNumber, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { CutOverReport } from '../api/types'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'
import styles from './cutover.module.css'

/** Who gets what, what stays and why, and what nobody can be found for. */
export function CutOverEffect({ report }: { report: CutOverReport }) {
  const { t } = useI18n(texts)
  const nameOf = usePersonName()
  const { orders, went, to, stays, waits, more } = report
  const people = Object.entries(to).sort(([, one], [, other]) => other - one)
  return (
    <ul className={styles.effect}>
      <li>{t(more ? 'cutover.report.more' : 'cutover.report.orders', { orders })}</li>
      <li>
        {went === 0 ? t('cutover.report.none') : t('cutover.report.went', { went })}
        {people.length > 0 && (
          <ul>
            {people.map(([person, count]) => <li key={person}>{t('cutover.report.person', { name: nameOf(person), count })}</li>)}
          </ul>
        )}
      </li>
      {stays.map(({ why, count, example }) => (
        <li key={why}>
          {t(`cutover.stays.${why}`, { count })}
          {isGiven(example) && <span className={styles.muted}> {t('cutover.stays.example', { order_no: groupNumber(example) })}</span>}
        </li>
      ))}
      {waits > 0 && <li>{t('cutover.report.waits', { waits })}</li>}
    </ul>
  )
}
