/**
 * Numbers as they are read aloud and quantities with their unit. What is billed or sealed arrives as an integer with a
 * scale and is never turned into a float on the way to the screen.
 */

import type { Language } from '../i18n/texts'

/** Customer, order, asset and meter numbers: groups of four from the left, as they are read over the phone. */
export function groupNumber(digits: string): string {
  if (!/^\d{7,}$/.test(digits)) return digits
  return (digits.match(/\d{1,4}/g) ?? []).join(' ')
}

/** Mobile numbers: 138 0000 1234. */
export function groupMobile(digits: string): string {
  const match = /^(\d{3})(\d{4})(\d{4})$/.exec(digits)
  return match ? `${match[1]} ${match[2]} ${match[3]}` : digits
}

/** An integer with `scale` decimals: `formatScaled(1234, 2)` is "12.34". Thousands are parted by a comma. */
export function formatScaled(value: number | bigint, scale: number): string {
  const digits = plainScaled(value, scale)
  const [whole = '', fraction] = digits.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${digits.startsWith('-') ? '−' : ''}${grouped}${fraction ? `.${fraction}` : ''}`
}

/** As `formatScaled`, without grouping: what stands in an input. */
export function plainScaled(value: number | bigint, scale: number): string {
  const negative = value < 0
  const digits = String(value).replace('-', '').padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale)
  return `${negative ? '-' : ''}${whole}${scale > 0 ? `.${fraction}` : ''}`
}

/** A measured quantity as it is said: "1,600", for "1,600.000" is soon read as one and a half million. */
export function withoutTrailingZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
}

/** Reads what was typed into an integer with `scale` decimals; nothing for what is no number or too fine. */
export function parseScaled(typed: string, scale: number): number | undefined {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(typed.trim())
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  if (whole === '' && fraction === '') return undefined
  if (fraction.length > scale) return undefined
  const value = Number(`${sign}${whole || '0'}${fraction.padEnd(scale, '0')}`)
  return Number.isSafeInteger(value) ? value : undefined
}

/** Energy, carried in 10⁻⁴ kWh as DL/T 698.45 does, shown as the register shows it: two decimals unless finer. */
export function formatEnergy(tenThousandths: number): string {
  const decimals = tenThousandths % 100 === 0 ? 2 : 4
  return `${formatScaled(Math.trunc(tenThousandths / 10 ** (4 - decimals)), decimals)} kWh`
}

/** Capacity, carried in hundredths. */
export function formatCapacity(hundredths: number, unit: 'kW' | 'kVA'): string {
  return `${withoutTrailingZeros(formatScaled(hundredths, 2))} ${unit}`
}

/** Money, carried in fen. */
export function formatMoney(fen: number): string {
  return `¥ ${formatScaled(fen, 2)}`
}

/** "64 %". */
export function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** "35 m", "1.2 km". */
export function formatDistance(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`
  return `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`
}

/** "812 KB", "1.4 MB". */
export function formatFileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const power = Math.min(FILE_UNITS.length, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** power
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${FILE_UNITS[power - 1]}`
}

/** "0:18", "1:05": how long a recording lasts, from milliseconds. */
export function formatSeconds(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Counts with thousands parted. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en').format(count)
}

const FILE_UNITS = ['KB', 'MB', 'GB', 'TB']
