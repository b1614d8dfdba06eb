/**
 * The numbers of the trade with their check rules, the same answers as `crates/vocabulary/src/numbers.rs`; and names of
 * people, as `crates/forms/src/formats.rs`.
 */

import { format } from '@cfworker/json-schema'

/** What is wrong with a number: a code that has its words in `texts.ts`. */
export type NumberFault = 'length' | 'characters' | 'check_digit' | 'date'

export const NUMBER_FORMATS: Record<string, (text: string) => NumberFault | undefined> = {
  'customer-no': (text) => ([10, 13].includes(text.length) ? onlyDigits(text) : 'length'),
  'order-no': orderNoFault,
  mobile: mobileFault,
  'id-no': idNoFault,
  uscc: usccFault,
  'asset-no': assetNoFault,
  'comm-address': (text) => (text.length === 12 ? onlyDigits(text) : 'length'),
}

export const PERSON_NAME = 'person-name'

/** A name that is equal to itself however it is typed: no blank that is not needed, and none that is not seen. */
export function isPersonName(text: string): boolean {
  return text !== '' && text === tidyName(text)
}

/** A typed name as a name is written: single blanks between foreign words, none beside Chinese characters. */
export function tidyName(text: string): string {
  const words = text.split(BLANKS).map((word) => word.replace(UNSEEN, '')).filter((word) => word !== '')
  return words.join(words.some((word) => HAN.test(word)) ? '' : ' ')
}

/** Makes the schema validator ask for these formats. */
export function registerFormats(): void {
  format[PERSON_NAME] = isPersonName
  for (const [name, fault] of Object.entries(NUMBER_FORMATS)) {
    format[name] = (text) => fault(text) === undefined
  }
}

function onlyDigits(text: string): NumberFault | undefined {
  return /^[0-9]*$/.test(text) ? undefined : 'characters'
}

function mobileFault(text: string): NumberFault | undefined {
  if (text.length !== 11) return 'length'
  return /^1[0-9]{10}$/.test(text) ? undefined : 'characters'
}

function orderNoFault(text: string): NumberFault | undefined {
  if (text.length === 0 || text.length > 32) return 'length'
  return /^[0-9A-Za-z-]+$/.test(text) ? undefined : 'characters'
}

/** GB 11643-1999: ISO 7064 MOD 11-2 over seventeen digits; the eighth to fourteenth are a date. */
function idNoFault(text: string): NumberFault | undefined {
  if (text.length !== 18) return 'length'
  const body = text.slice(0, 17)
  if (onlyDigits(body)) return 'characters'
  if (!isDate(body.slice(6, 14))) return 'date'
  const sum = weighted(body, ID_WEIGHTS, (digit) => Number(digit))
  return ID_CHECKS[sum % 11] === text.slice(17).toUpperCase() ? undefined : 'check_digit'
}

/** GB 32100-2015: modulo 31 over seventeen characters. */
function usccFault(text: string): NumberFault | undefined {
  if (text.length !== 18) return 'length'
  if ([...text.slice(0, 17)].some((character) => !USCC_ALPHABET.includes(character))) return 'characters'
  const sum = weighted(text.slice(0, 17), USCC_WEIGHTS, (character) => USCC_ALPHABET.indexOf(character))
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === text[17] ? undefined : 'check_digit'
}

function assetNoFault(text: string): NumberFault | undefined {
  if (text.length !== ASSET_NO_LEN) return 'length'
  if (onlyDigits(text)) return 'characters'
  return assetCheckDigit(text) === text[ASSET_NO_LEN - 1] ? undefined : 'check_digit'
}

/** The last digit that the ones before it ask for: weights 3 and 1 from the right, modulo 10. */
export function assetCheckDigit(text: string): string {
  const sum = [...text.slice(0, ASSET_NO_LEN - 1)]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

function weighted(text: string, weights: number[], valueOf: (character: string) => number): number {
  return weights.reduce((sum, weight, at) => sum + weight * valueOf(text.charAt(at)), 0)
}

function isDate(yyyymmdd: string): boolean {
  const [year, month, day] = [yyyymmdd.slice(0, 4), yyyymmdd.slice(4, 6), yyyymmdd.slice(6, 8)]
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
}

/** With its check digit. */
export const ASSET_NO_LEN = 22

const BLANKS = /[\s\u0085]+/u
/** Control characters, and what joins or parts characters without a width. */
const UNSEEN = /[\p{Cc}\u00ad\u200b-\u200f\u2060\ufeff]/gu
const HAN = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
