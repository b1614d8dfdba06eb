import { Card, useNow, type WorkOfOther } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import {
  Button, commandName, ErrorState, formatEnergy, formatMoment, Icon, OUTCOME_LOOKS, outcomeName, reasonWord, SkeletonList, standingFacts, toneClass, useI18n,
} from '@ronghe/ui'
import { meteringWords } from '../words/meteringWords'
import styles from './meter.module.css'
import { texts } from './texts'
import type { LookedBack } from './useLookBack'

/** What others did at this meter; it comes from the company and is there only with a network. */
export function LookBack({ works, why, failure, reload }: LookedBack) {
  const { t, language } = useI18n(texts)
  return (
    <Card title={t('meter.others.title')}>
      {why === 'offline' && (
        <p className={styles.none} role="status">
          <Icon name="signal_none" size="1.25rem" /> {t(works ? 'meter.others.old' : 'meter.others.offline')}
        </p>
      )}
      {why === 'not_in_hand' && <p className={styles.none}>{t('meter.others.not_in_hand')}</p>}
      {why === 'failed' && <ErrorState error={meteringWords(failure, language)} />}
      {!works && why === undefined && <SkeletonList rows={2} />}
      {works?.length === 0 && <p className={styles.none}>{t('meter.others.none')}</p>}
      {works && works.length > 0 && (
        <ul className={styles.others} aria-label={t('meter.others.title')}>
          {works.map((work) => (
            <li key={work.work}>
              <Line work={work} />
            </li>
          ))}
        </ul>
      )}
      {(why === 'offline' || why === 'failed') && (
        <Button wide onClick={reload}>
          {t('meter.others.again')}
        </Button>
      )}
    </Card>
  )
}

function Line({ work }: { work: WorkOfOther }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { command, outcome, performer, ended_at, relay_before, relay_after, readings } = work
  const { icon, meaning } = OUTCOME_LOOKS[outcome]
  const reason = outcome === 'done' ? undefined : reasonWord(work.reason, language)
  const relay = (state: WorkOfOther['relay_after']) => standingFacts({ relay: state }, language)[0]?.value
  const [before, after] = [relay(relay_before), relay(relay_after)]
  return (
    <>
      <span className={styles.otherHead}>
        <strong>{commandName(command, language)}</strong>
        <span className={`${styles.otherBadge} ${toneClass(meaning)}`}>
          <Icon name={icon} size="1em" /> {outcomeName(outcome, language)}
        </span>
      </span>
      {reason !== undefined && <span>{reason}</span>}
      {after !== undefined && (
        <span>{before === undefined || before === after ? after : t('meter.others.relay', { before, after })}</span>
      )}
      {readings && <span>{t('meter.others.reading', { energy: formatEnergy(readings.total_kwh_e4) })}</span>}
      <span className={styles.otherWho}>
        {t('meter.others.who', { name: performer, when: formatMoment(fromInstant(ended_at), now, language) })}
      </span>
    </>
  )
}
