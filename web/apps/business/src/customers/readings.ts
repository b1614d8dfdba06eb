import type { CustomerRecord, MeterReading, Register } from '@ronghe/field'

/** The readings of one register of one meter, the newest first. */
export interface RegisterReadings {
  asset_no: string
  register: Register
  multiplier: number
  readings: ReadingLine[]
}

export interface ReadingLine {
  at: number
  value_kwh_e4: number
  /** Energy since the reading before, with the multiplier, 10⁻⁴ kWh; nothing for the first, or where it went down. */
  used_kwh_e4?: number
  /** It went down: another meter hangs there, or the register is full. */
  isLower: boolean
}

/** What the card shows of the readings: the last three of each register, totals first. */
export function readingsOf(record: CustomerRecord): RegisterReadings[] {
  const meters = record.metering_points?.flatMap((point) => point.meters) ?? []
  return meters.flatMap(({ asset_no, multiplier }) => {
    const own = record.readings?.filter((reading) => reading.asset_no === asset_no) ?? []
    return REGISTERS.flatMap((register) => {
      const readings = own.filter((reading) => reading.register === register)
      return readings.length === 0 ? [] : [{ asset_no, register, multiplier, readings: lines(readings, multiplier) }]
    })
  })
}

/** The largest energy of any line, for the bars. */
export function mostUsed(lines: ReadingLine[]): number {
  return Math.max(0, ...lines.map(({ used_kwh_e4 = 0 }) => used_kwh_e4))
}

function lines(readings: MeterReading[], multiplier: number): ReadingLine[] {
  const newestFirst = [...readings].sort((one, other) => other.at - one.at)
  return newestFirst.slice(0, SHOWN).map(({ at, value_kwh_e4 }, place) => {
    const before = newestFirst[place + 1]?.value_kwh_e4
    if (before === undefined) return { at, value_kwh_e4, isLower: false }
    const isLower = value_kwh_e4 < before
    return { at, value_kwh_e4, isLower, ...(isLower ? {} : { used_kwh_e4: (value_kwh_e4 - before) * multiplier }) }
  })
}

const REGISTERS = ['total', 'sharp', 'peak', 'flat', 'valley', 'export_total'] as const satisfies Register[]
const SHOWN = 3
