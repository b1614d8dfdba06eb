/** A value in words, for the review and for what is only shown. Personal data come masked. */

import {
  commandName, formatDistance, formatExact, formatScaled, formatSeconds, groupMobile, groupNumber, translate, withoutTrailingZeros, type Language, type Text,
} from '@ronghe/ui'
import type { FieldValue, Mask, UiField, WidgetName } from '../model/form'
import {
  fromInstant, isRefusedOnVideo, isSigned, type Attachment, type Instant, type MeterWork, type Position, type Recording, type Seal,
  type SecondPerson, type Signature,
} from '../model/values'
import { texts, unitWords } from '../texts'

/** Nothing when there is no value. */
export function valueWords(ui: UiField, value: FieldValue, language: Language): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const words = WORDS[ui.widget](ui, value, language)
  return ui.mask === undefined ? words : masked(ui.mask, words)
}

const WORDS: Record<WidgetName, (ui: UiField, value: FieldValue, language: Language) => string> = {
  text: plain,
  textarea: plain,
  number: quantity,
  decimal: quantity,
  'meter-reading': quantity,
  choice: chosen,
  toggle: chosen,
  multichoice: chosen,
  checklist: chosen,
  date: plain,
  datetime: of((_, instant: Instant) => formatExact(fromInstant(instant)).slice(0, 'yyyy-mm-dd hh:mm'.length)),
  barcode: (_, value) => groupNumber(String(value)),
  photo: of((_, photos: Attachment[], language) => say('forms.photo.photos', language, { count: photos.length })),
  voice: of((_, notes: Recording[], language) => recordingWords('forms.recording.voices', notes, language)),
  video: of((_, videos: Recording[], language) => recordingWords('forms.recording.videos', videos, language)),
  signature: of((_, signature: Signature, language) => signatureWords(signature, language)),
  gps: of((_, position: Position, language) =>
    say('forms.gps.accuracy', language, { accuracy: formatDistance(position.accuracy_m) })),
  'seal-list': of((_, seals: Partial<Seal>[]) => seals.map((seal) => seal.number ?? '?').join(' · ')),
  'second-person': of((_, person: SecondPerson, language) =>
    say('forms.second.confirmed', language, { name: person.name })),
  'meter-work': of((_, work: MeterWork, language) =>
    [commandName(work.command, language), texts[`forms.work.ended_${work.outcome}`][language]].join(' · ')),
  readonly: (ui, value, language) =>
    typeof value === 'number' ? quantity(ui, value, language) : ui.options ? chosen(ui, value, language) : plain(ui, value),
}

/** The schema has already said that the value has this shape. */
function of<V>(wording: (ui: UiField, value: V, language: Language) => string) {
  return (ui: UiField, value: FieldValue, language: Language) => wording(ui, value as V, language)
}

function plain({ mask }: UiField, value: FieldValue): string {
  const text = String(value)
  if (/^1\d{10}$/.test(text)) return groupMobile(text)
  // A mask counts the characters of the number itself.
  return mask === undefined && NUMBER_TO_READ_ALOUD.test(text) ? groupNumber(text) : text
}

function quantity(ui: UiField, value: FieldValue, language: Language): string {
  if (typeof value !== 'number') return String(value)
  const exact = Number.isInteger(value) ? formatScaled(value, ui.scale ?? 0) : String(value)
  // Of what a register shows and of what is paid, every digit counts.
  const number = ui.widget === 'decimal' ? withoutTrailingZeros(exact) : exact
  return ui.unit === undefined ? number : `${number} ${unitWords(ui.unit, language)}`
}

function chosen(ui: UiField, value: FieldValue, language: Language): string {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.map((each) => optionLabel(ui, each)?.[language] ?? String(each)).join(language === 'zh' ? '、' : ', ')
}

function optionLabel(ui: UiField, value: unknown): Text | undefined {
  const option = ui.options?.find((each) => each.value === value)
  if (option) return option.label
  if (typeof value !== 'boolean') return undefined
  return texts[value ? 'forms.field.yes' : 'forms.field.no']
}

function signatureWords(signature: Signature, language: Language): string {
  if (!isSigned(signature)) {
    const words = say('forms.signature.refused', language, { reason: signature.reason ?? '' })
    return isRefusedOnVideo(signature)
      ? `${words} · ${recordingWords('forms.recording.videos', [signature.video], language)}`
      : words
  }
  const relation = texts[`forms.signature.${signature.relation}`][language]
  return say('forms.signature.by', language, { signer: signature.signer_name, relation })
}

function recordingWords(
  key: 'forms.recording.voices' | 'forms.recording.videos',
  recordings: Recording[],
  language: Language,
): string {
  const whole = recordings.reduce((sum, { duration_ms }) => sum + (duration_ms ?? 0), 0)
  return say(key, language, { count: recordings.length, duration: formatSeconds(whole) })
}

function masked(mask: Mask, words: string): string {
  return words.replace(MASKS[mask], (hidden) => '*'.repeat(hidden.replace(/\s/g, '').length))
}

function say(key: keyof typeof texts, language: Language, parameters: Record<string, string | number>): string {
  return translate(texts[key], language, parameters)
}

/** Customer numbers, meter addresses, asset numbers. */
const NUMBER_TO_READ_ALOUD = /^\d{10,}$/

/** What is hidden: birth date and sequence, the middle of a number, the given name, the house. */
const MASKS: Record<Mask, RegExp> = {
  id_no: /(?<=^.{6}).*(?=.{4}$)/,
  mobile: /(?<=^.{4}).{4}/,
  name: /(?<=^.).+/,
  address: /(?<=^.{9}).+/,
}
