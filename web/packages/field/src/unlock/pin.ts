/** A PIN while it is typed. It is never shown, and forgotten as soon as it was tried. */

/** 6 to 12 digits, as every card has it; what is shorter costs no try because it is not sent. */
export const PIN_LEN_MIN = 6
export const PIN_LEN_MAX = 12

export type PinKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'delete'

export function press(pin: string, key: PinKey): string {
  if (key === 'delete') return pin.slice(0, -1)
  return pin.length < PIN_LEN_MAX ? pin + key : pin
}

export function isLongEnough(pin: string): boolean {
  return pin.length >= PIN_LEN_MIN
}

/** The pad's key for a key of a keyboard, if it is one. */
export function pinKeyOf(key: string): PinKey | undefined {
  if (/^\d$/.test(key)) return key as PinKey
  return key === 'Backspace' ? 'delete' : undefined
}
