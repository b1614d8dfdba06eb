import type { MeteringState } from '@ronghe/field'
import type { MeterCommand } from '@ronghe/ui'

export const CONDITIONS = ['fitted', 'operator_card', 'business_card', 'battery', 'clock', 'link', 'idle'] as const
export type Condition = (typeof CONDITIONS)[number]

/** Percent that a command wants: a key update that is cut off leaves half of the keys. */
export function batteryLeast(command: MeterCommand): number {
  return command === 'update_keys' ? BATTERY_FOR_KEYS : BATTERY_LEAST
}

/** What is not as it must be before a meter is changed; the agent has the last word (`meter-work`, `interlocks`). */
export function lacking(state: MeteringState, command: MeterCommand): Condition[] {
  const { may, operator_card, business_card, battery_percent, is_clock_compared, links, run } = state
  const holds: Record<Condition, boolean> = {
    fitted: may,
    operator_card: operator_card.is_in,
    business_card: business_card.is_in && business_card.is_open && !business_card.why,
    battery: typeof battery_percent !== 'number' || battery_percent >= batteryLeast(command),
    clock: is_clock_compared,
    link: links.length > 0,
    idle: run?.state !== 'running',
  }
  return CONDITIONS.filter((condition) => !holds[condition])
}

const BATTERY_LEAST = 20
const BATTERY_FOR_KEYS = 50
