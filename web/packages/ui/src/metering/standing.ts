import type { IconName } from '../components/Icon'
import { clockWords } from '../format/clock'
import { formatMoney, formatScaled } from '../format/numbers'
import { translate, type Language } from '../i18n/texts'
import type { Meaning } from '../tokens/tokens'
import { isKeyState, KEY_STATE_LOOKS, keyStateName } from './keyStates'
import { texts } from './texts'

/** What a meter said of itself, as `MeterState` in `crates/sync`; what was not asked is not there. */
export interface MeterStanding {
  relay?: 'closed' | 'open' | null | undefined
  guard_on?: boolean | null | undefined
  /** By the meter's own clock, without a zone. */
  clock?: string | null | undefined
  clock_ahead_s?: number | null | undefined
  /** `public`, `private` or `half_updated`. */
  keys?: string | null | undefined
  balance_fen?: number | null | undefined
  purchase_count?: number | null | undefined
  /** 0.1 V of phases A, B, C. */
  voltage_v_e1?: number[] | null | undefined
}

/** One thing that a meter said of itself. */
export interface StandingFact {
  kind: StandingKind
  label: string
  value: string
  /** What it means where it means something; nothing for a plain value. */
  meaning?: Meaning
  icon?: IconName
}

export const STANDING_KINDS = ['relay', 'guard', 'clock', 'keys', 'balance', 'purchases', 'voltage'] as const
export type StandingKind = (typeof STANDING_KINDS)[number]

/** What is known of a meter's state, in words; what was not asked is not there. */
export function standingFacts(standing: MeterStanding, language: Language): StandingFact[] {
  return STANDING_KINDS.flatMap((kind) => {
    const said = SAID[kind](standing, language)
    return said === undefined ? [] : [{ kind, label: translate(texts[`standing.label.${kind}`], language), ...said }]
  })
}

/** The same thing before and after a work; one of the two may not have been read. */
export interface StandingPair {
  kind: StandingKind
  label: string
  earlier: StandingFact | undefined
  later: StandingFact | undefined
  isChanged: boolean
}

/** How a meter stood before a work beside how it stood after. */
export function standingPairs(before: MeterStanding, after: MeterStanding, language: Language): StandingPair[] {
  const [first, then] = [standingFacts(before, language), standingFacts(after, language)]
  return STANDING_KINDS.flatMap((kind) => {
    const [earlier, later] = [first, then].map((facts) => facts.find((fact) => fact.kind === kind))
    const label = earlier?.label ?? later?.label
    return label === undefined ? [] : [{ kind, label, earlier, later, isChanged: earlier?.value !== later?.value }]
  })
}

type Said = Omit<StandingFact, 'kind' | 'label'>

const SAID: Record<StandingKind, (standing: MeterStanding, language: Language) => Said | undefined> = {
  relay: ({ relay }, language) =>
    relay === 'closed'
      ? { value: translate(texts['standing.relay.closed'], language), icon: 'relay_closed', meaning: 'done' }
      : relay === 'open'
        ? { value: translate(texts['standing.relay.open'], language), icon: 'relay_open', meaning: 'late' }
        : undefined,
  guard: ({ guard_on }, language) =>
    typeof guard_on !== 'boolean'
      ? undefined
      : {
          value: translate(texts[guard_on ? 'standing.guard.on' : 'standing.guard.off'], language),
          ...(guard_on ? { icon: 'shield', meaning: 'soon' } : {}),
        },
  clock: ({ clock_ahead_s }, language) =>
    typeof clock_ahead_s !== 'number'
      ? undefined
      : {
          value: clockWords(clock_ahead_s, language),
          ...(Math.abs(clock_ahead_s) > CLOCK_WRONG_S ? { icon: 'alert', meaning: 'late' } : {}),
        },
  keys: ({ keys }, language) => {
    if (typeof keys !== 'string') return undefined
    if (!isKeyState(keys)) return { value: keys }
    return { value: keyStateName(keys, language), ...(keys === 'half_updated' ? KEY_STATE_LOOKS[keys] : {}) }
  },
  balance: ({ balance_fen }) =>
    typeof balance_fen !== 'number'
      ? undefined
      : { value: formatMoney(balance_fen), ...(balance_fen < 0 ? { icon: 'alert', meaning: 'late' } : {}) },
  purchases: ({ purchase_count }, language) =>
    typeof purchase_count !== 'number'
      ? undefined
      : { value: translate(texts['standing.purchases.count'], language, { count: purchase_count }) },
  voltage: ({ voltage_v_e1 }) => (voltage_v_e1?.length ? { value: voltages(voltage_v_e1) } : undefined),
}

/** "220.4 V", or each phase with its letter. */
function voltages(tenths: number[]): string {
  const volts = tenths.map((tenth) => `${formatScaled(tenth, 1)} V`)
  return volts.length === 1 ? (volts[0] ?? '') : volts.map((each, at) => `${PHASES[at] ?? ''} ${each}`).join(' · ')
}

const PHASES = ['A', 'B', 'C']
/** A clock that is further off is not only set but looked into (domain.md, section 5). */
const CLOCK_WRONG_S = 300
