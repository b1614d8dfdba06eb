import { Card, useNow, type Authorisation, type Work } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatMoment, formatMoney, formatPast, requestSaid, requestWords, standingFacts, toneClass, useI18n } from '@ronghe/ui'
import { FactRows, type Fact } from '../words/FactRows'
import styles from './confirm.module.css'
import type { SupplyFacts } from './supplyFacts'
import { texts } from './texts'

interface FactsCardProps {
  leave: Authorisation
  supply: SupplyFacts
  /** The work that last said how the meter stood. */
  stood: Work | undefined
}

/** What a person should know who is about to change a meter: relay, guard, notice, debts, what is set. */
export function FactsCard({ leave, supply, stood }: FactsCardProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const told = stood ? standingFacts(stood.after, language) : []
  const relay: Fact = told.find(({ kind }) => kind === 'relay') ?? {
    label: t('confirm.facts.relay'), value: t('confirm.facts.relay_unknown'), meaning: 'soon', icon: 'question',
  }
  const facts: Fact[] = [relay, ...told.filter(({ kind }) => kind === 'guard' || SHOWN[leave.command]?.includes(kind))]
  if (leave.command === 'trip') facts.push(...stopFacts())
  const sets = leave.parameter ? requestWords(requestSaid(leave.command, leave.parameter), now, language) : undefined
  if (leave.command !== 'trip' && sets !== undefined) facts.push({ label: t('confirm.facts.sets'), value: sets })
  return (
    <Card title={t('confirm.facts.title')}>
      <FactRows facts={facts} />
      <p className={stood ? styles.note : `${styles.note} ${toneClass('soon')}`}>
        {stood
          ? t('confirm.facts.as_of', { ...formatPast(fromInstant(stood.ended_at), now, language) })
          : t('confirm.facts.not_read')}
      </p>
    </Card>
  )

  function stopFacts(): Fact[] {
    const { notice_at, arrears_fen, guard_on } = supply
    return [
      {
        label: t('confirm.facts.supply_guard'),
        value: t(guard_on ? 'confirm.facts.yes' : 'confirm.facts.no'),
        ...(guard_on ? { meaning: 'late', icon: 'shield' } : {}),
      },
      notice_at === undefined
        ? { label: t('confirm.facts.notice'), value: t('confirm.facts.no_notice'), meaning: 'soon', icon: 'alert' }
        : { label: t('confirm.facts.notice'), value: formatMoment(fromInstant(notice_at), now, language) },
      secondNotice(),
      ...(arrears_fen === undefined ? [] : [{ label: t('confirm.facts.arrears'), value: formatMoney(arrears_fen) }]),
    ]
  }

  function secondNotice(): Fact {
    const label = t('confirm.facts.second')
    const at = leave.parameter?.['second_notice_at']
    if (typeof at !== 'number') return { label, value: t('confirm.facts.second_none'), meaning: 'late', icon: 'alert' }
    const when = formatMoment(fromInstant(at), now, language)
    const isYoung = now.getTime() - fromInstant(at).getTime() < SECOND_NOTICE_MS
    return isYoung
      ? { label, value: t('confirm.facts.second_young', { when }), meaning: 'soon', icon: 'clock' }
      : { label, value: when }
  }
}

/** What else of the meter matters to a command. */
const SHOWN: Partial<Record<Authorisation['command'], readonly string[]>> = {
  set_clock: ['clock'],
  set_parameter: ['clock', 'keys'],
  update_keys: ['keys'],
  recharge: ['balance', 'purchases', 'keys'],
  permit_close: ['balance'],
  direct_close: ['balance', 'voltage'],
}
/** The platform's own rule (`stop_policy.json`); it decides. */
const SECOND_NOTICE_MS = 30 * 60_000
