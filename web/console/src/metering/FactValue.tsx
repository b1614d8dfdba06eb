import { formatMoney, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { StopFacts } from '../api/types'
import { Moment } from '../parts/Moment'
import type { FactName } from './knownFacts'
import { texts } from './texts'

/** One thing that is known, in words. */
export function FactValue({ name, facts }: { name: FactName; facts: StopFacts }) {
  const { t, language } = useI18n(texts)
  const yes = (holds: boolean) => t(holds ? 'metering.value.yes' : 'metering.value.no')
  switch (name) {
    case 'arrears':
      return isGiven(facts.arrears_fen) ? formatMoney(facts.arrears_fen) : t('metering.value.none')
    case 'balance':
      return isGiven(facts.balance_fen) ? formatMoney(facts.balance_fen) : t('metering.value.not_told')
    case 'receipt':
      if (!isGiven(facts.receipt_no)) return t('metering.value.no_receipt')
      return isGiven(facts.paid_fen) ? `${facts.receipt_no} · ${formatMoney(facts.paid_fen)}` : facts.receipt_no
    case 'restore_mode':
      if (!facts.confirmed_restore) return t(facts.auto_restore ? 'metering.value.auto_restore' : 'metering.value.restore_unsaid')
      return t(facts.contacted ? 'metering.value.confirmed_contacted' : 'metering.value.confirmed_restore')
    case 'notice':
      return isGiven(facts.notice_at) ? <Moment at={facts.notice_at} /> : t('metering.value.no_notice')
    case 'failed':
      return isGiven(facts.failed_at) ? <Moment at={facts.failed_at} /> : null
    case 'unreported':
      return isGiven(facts.unreported_at) ? <Moment at={facts.unreported_at} /> : null
    case 'bans':
      return facts.bans.join(language === 'zh' ? '；' : '; ')
    case 'guard':
      return yes(facts.guard_on)
    case 'unknown_customer':
    case 'critical':
    case 'life_support':
    case 'disputed':
    case 'day_off':
    case 'unverified':
      return yes(facts[name])
  }
}
