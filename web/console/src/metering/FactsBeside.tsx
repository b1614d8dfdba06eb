import { formatMoney, Icon, toneClass, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { BlockNamed, StopFacts } from '../api/types'
import { Moment } from '../parts/Moment'
import { texts } from './texts'
import styles from './metering.module.css'

/** What is known of the customer at this moment, and what forbids the command. */
export function FactsBeside({ facts, blocks }: { facts: StopFacts; blocks: BlockNamed[] }) {
  const { t, language } = useI18n(texts)
  const yes = (holds: boolean) => t(holds ? 'metering.facts.yes' : 'metering.facts.no')
  return (
    <section aria-label={t('metering.facts.title')}>
      {blocks.length === 0 ? (
        <p className={`${styles.verdict} ${toneClass('done')}`}><Icon name="check" size="1em" /> {t('metering.facts.clear')}</p>
      ) : (
        <ul className={`${styles.blocks} ${toneClass('late')}`} aria-label={t('metering.facts.blocks')}>
          {blocks.map(({ block, zh, en }) => (
            <li key={block}><Icon name="alert" size="1em" /> {language === 'zh' ? zh : en}</li>
          ))}
        </ul>
      )}
      <dl className={styles.facts}>
        <dt>{t('metering.facts.arrears')}</dt>
        <dd>{isGiven(facts.arrears_fen) ? formatMoney(facts.arrears_fen) : t('metering.facts.none')}</dd>
        <dt>{t('metering.facts.balance')}</dt>
        <dd>{isGiven(facts.balance_fen) ? formatMoney(facts.balance_fen) : t('metering.facts.none')}</dd>
        <dt>{t('metering.facts.critical')}</dt>
        <dd>{yes(facts.critical || facts.life_support)}</dd>
        <dt>{t('metering.facts.guard')}</dt>
        <dd>{yes(facts.guard_on)}</dd>
        <dt>{t('metering.facts.disputed')}</dt>
        <dd>{yes(facts.disputed)}</dd>
        <dt>{t('metering.facts.notice')}</dt>
        <dd>{isGiven(facts.notice_at) ? <Moment at={facts.notice_at} /> : t('metering.facts.none')}</dd>
        <dt>{t('metering.facts.second_notice')}</dt>
        <dd>{isGiven(facts.second_notice_at) ? <Moment at={facts.second_notice_at} /> : t('metering.facts.none')}</dd>
      </dl>
    </section>
  )
}
