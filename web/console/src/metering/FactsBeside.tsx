import { Icon, toneClass, useI18n, type IconName, type MeterCommand } from '@ronghe/ui'
import type { BlockNamed, StopFacts } from '../api/types'
import { FactValue } from './FactValue'
import { knownFacts, type Stance } from './knownFacts'
import { texts } from './texts'
import styles from './metering.module.css'

interface FactsBesideProps {
  command: MeterCommand
  facts: StopFacts
  blocks: BlockNamed[]
}

/** What the systems know of the customer at this moment: what forbids the command, what speaks for it and against it. */
export function FactsBeside({ command, facts, blocks }: FactsBesideProps) {
  const { t, language } = useI18n(texts)
  const known = knownFacts(command, facts)
  return (
    <section aria-label={t('metering.facts.title')}>
      <h3 className={styles.heading}>{t('metering.facts.title')}</h3>
      {blocks.length === 0 ? (
        <p className={`${styles.verdict} ${toneClass('done')}`}><Icon name="check" size="1em" /> {t('metering.facts.clear')}</p>
      ) : (
        <ul className={`${styles.blocks} ${toneClass('late')}`} aria-label={t('metering.facts.blocks')}>
          {blocks.map(({ block, zh, en }) => (
            <li key={block}><Icon name="alert" size="1em" /> {language === 'zh' ? zh : en}</li>
          ))}
        </ul>
      )}
      {STANCES.map(({ stance, icon }) => {
        const some = known.filter((fact) => fact.stance === stance)
        if (some.length === 0) return null
        return (
          <section key={stance} aria-label={t(`metering.stance.${stance}`)}>
            <h4 className={styles.stance} data-stance={stance}>
              <Icon name={icon} size="1em" /> {t(`metering.stance.${stance}`)}
            </h4>
            <dl className={styles.facts}>
              {some.map(({ name }) => (
                <div key={name} className={styles.fact}>
                  <dt>{t(`metering.fact.${name}`)}</dt>
                  <dd><FactValue name={name} facts={facts} /></dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </section>
  )
}

const STANCES: { stance: Stance; icon: IconName }[] = [
  { stance: 'against', icon: 'alert' },
  { stance: 'for', icon: 'check' },
  { stance: 'plain', icon: 'eye' },
]
