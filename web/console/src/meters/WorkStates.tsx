import { Icon, standingPairs, toneClass, useI18n, type StandingFact } from '@ronghe/ui'
import type { MeterWork } from '../api/types'
import { meterTime } from './meterTime'
import styles from './meters.module.css'
import { texts } from './texts'

/** How the meter stood before and after, side by side; what changed is marked by a word. */
export function WorkStates({ work: { before = {}, after = {} } }: { work: MeterWork }) {
  const { t, language } = useI18n(texts)
  const pairs = standingPairs(before, after, language)
  const clocks = [before.clock, after.clock]
  if (pairs.length === 0 && clocks.every((clock) => !clock)) return null
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>{t('meters.states.title')}</h2>
      <table className={styles.states}>
        <thead>
          <tr>
            <th scope="col">{t('meters.states.what')}</th>
            <th scope="col">{t('meters.states.before')}</th>
            <th scope="col">{t('meters.states.after')}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ kind, label, earlier, later, isChanged }) => (
            <tr key={kind}>
              <th scope="row">{label}</th>
              <td><Value fact={earlier} /></td>
              <td>
                <Value fact={later} />
                {isChanged && earlier && later && <span className={styles.changed}>{t('meters.states.changed')}</span>}
              </td>
            </tr>
          ))}
          {clocks.some(Boolean) && (
            <tr>
              <th scope="row">{t('meters.states.clock')}</th>
              {clocks.map((clock, at) => (
                <td key={at === 0 ? 'before' : 'after'}>{clock ? meterTime(clock) : <span className={styles.muted}>{t('meters.states.not_read')}</span>}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

function Value({ fact }: { fact: StandingFact | undefined }) {
  const { t } = useI18n(texts)
  if (!fact) return <span className={styles.muted}>{t('meters.states.not_read')}</span>
  if (!fact.meaning) return fact.value
  return (
    <span className={`${styles.told} ${toneClass(fact.meaning)}`}>
      {fact.icon && <Icon name={fact.icon} size="1em" />} {fact.value}
    </span>
  )
}
