import { Icon, parameterName, parameterNumber, toneClass, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { MeterWork } from '../api/types'
import styles from './meters.module.css'
import { texts } from './texts'

/** A parameter before, as it was wanted, and as it was read back. */
export function WorkParameter({ work: { parameter } }: { work: MeterWork }) {
  const { t, language } = useI18n(texts)
  if (!isGiven(parameter)) return null
  const { identifier, before, wanted, after } = parameter
  const words = (hex: string) => {
    const number = parameterNumber(identifier, hex)
    return number === undefined ? hex : t('meters.parameter.number', { number, hex })
  }
  const isWanted = after === wanted
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>
        {t('meters.parameter.title', { name: parameterName(identifier, language) ?? identifier })}
      </h2>
      <dl className={styles.facts}>
        <div>
          <dt>{t('meters.parameter.identifier')}</dt>
          <dd><code>{identifier}</code></dd>
        </div>
        <div>
          <dt>{t('meters.states.before')}</dt>
          <dd>{isGiven(before) ? words(before) : t('meters.states.not_read')}</dd>
        </div>
        <div>
          <dt>{t('meters.parameter.wanted')}</dt>
          <dd>{words(wanted)}</dd>
        </div>
        <div>
          <dt>{t('meters.parameter.read_back')}</dt>
          <dd>
            <span className={`${styles.told} ${toneClass(isWanted ? 'done' : 'late')}`}>
              <Icon name={isWanted ? 'check' : 'alert'} size="1em" /> {isGiven(after) ? words(after) : t('meters.states.not_read')}
            </span>
          </dd>
        </div>
      </dl>
    </section>
  )
}
