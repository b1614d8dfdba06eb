import {
  CopyableNumber, formatExact, Icon, lineQualityWords, linkKindName, toneClass, useI18n, workPositionWords, type IconName, type Meaning,
} from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { MeterWorkFile } from '../api/types'
import { TerminalLink } from '../orders/TerminalLink'
import { HashText } from '../parts/HashText'
import { Moment, toDate } from '../parts/Moment'
import { PersonName } from '../people/PersonName'
import { CardName } from './CardName'
import { secondsBetween } from './frameTimes'
import styles from './meters.module.css'
import { texts } from './texts'

/** Who did it, when, with which terminal and cards, and which meter was meant and which one answered. */
export function WorkFacts({ file: { person, person_name, terminal, received_at, chain, record } }: { file: MeterWorkFile }) {
  const { t, language } = useI18n(texts)
  const { position, line, line_quality } = record
  const { meant, meter, card, business_card, started_at, ended_at, app_version, previous, work } = record
  const isOther = isGiven(meant) && isGiven(meter) && meant !== meter
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>{t('meters.facts.title')}</h2>
      <dl className={`${styles.facts} ${styles.rows}`}>
        <div>
          <dt>{t('meters.column.person')}</dt>
          <dd><PersonName person={person} name={person_name} /></dd>
        </div>
        <div>
          <dt>{t('meters.column.terminal')}</dt>
          <dd><TerminalLink terminal={terminal} /></dd>
        </div>
        <div>
          <dt>{t('meters.facts.card')}</dt>
          <dd><CardName card={card} /></dd>
        </div>
        <div>
          <dt>{t('meters.facts.business_card')}</dt>
          <dd>{isGiven(business_card) ? <CardName card={business_card} /> : t('meters.facts.no_card')}</dd>
        </div>
        <div>
          <dt>{t('meters.facts.meant')}</dt>
          <dd>{isGiven(meant) ? <CopyableNumber number={meant} /> : t('meters.facts.anybody')}</dd>
        </div>
        <div>
          <dt>{t('meters.facts.answered')}</dt>
          <dd>
            {isGiven(meter) ? <CopyableNumber number={meter} /> : t('meters.facts.nobody')}
            {isOther && (
              <span className={`${styles.told} ${toneClass('late')}`}>
                <Icon name="alert" size="1em" /> {t('meters.facts.other_meter')}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('meters.column.started')}</dt>
          <dd>{formatExact(toDate(started_at))}</dd>
        </div>
        <div>
          <dt>{t('meters.facts.took')}</dt>
          <dd>{t('meters.facts.seconds', { seconds: secondsBetween(started_at, ended_at, 1) })}</dd>
        </div>
        {isGiven(line) && (
          <div>
            <dt>{t('meters.facts.line')}</dt>
            <dd>{linkKindName(line, language)}</dd>
          </div>
        )}
        {isGiven(line_quality) && (
          <div>
            <dt>{t('meters.facts.quality')}</dt>
            <dd>{lineQualityWords(line_quality, language)}</dd>
          </div>
        )}
        {/* Records from before they told of the line had no position either: nothing is missing in them. */}
        {(isGiven(position) || isGiven(line)) && (
          <div>
            <dt>{t('meters.facts.position')}</dt>
            <dd>{isGiven(position) ? workPositionWords(position, language) : t('meters.facts.no_position')}</dd>
          </div>
        )}
        <div>
          <dt>{t('meters.column.received')}</dt>
          <dd><Moment at={received_at} /></dd>
        </div>
        <div>
          <dt>{t('meters.facts.app_version')}</dt>
          <dd>{app_version}</dd>
        </div>
        <div>
          <dt>{t('meters.facts.work')}</dt>
          <dd><HashText end hash={work} name={t('meters.facts.work')} /></dd>
        </div>
        <div>
          <dt>{t('meters.facts.previous')}</dt>
          <dd>
            {isGiven(previous) && <HashText hash={previous} name={t('meters.facts.previous')} />}
            <span className={`${styles.told} ${toneClass(CHAIN_LOOKS[chain].meaning)}`}>
              <Icon name={CHAIN_LOOKS[chain].icon} size="1em" /> {t(`meters.chain.${chain}`)}
            </span>
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** Only what follows unbroken is whole. */
const CHAIN_LOOKS: Record<MeterWorkFile['chain'], { meaning: Meaning; icon: IconName }> = {
  first: { meaning: 'done', icon: 'check' },
  follows: { meaning: 'done', icon: 'check' },
  gap: { meaning: 'soon', icon: 'question' },
  fork: { meaning: 'late', icon: 'alert' },
}
