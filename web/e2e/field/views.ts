import type { Appearance } from '@ronghe/field'
import { PHONE, TABLET, type Device } from '../support/browser'
import { waysOf } from '../support/ways'

/** The ways in which every screen is looked at. */
export interface View {
  name: string
  device: Device
  appearance: Appearance
}

const plain: Appearance = { theme: 'outdoor', language: 'zh', text_percent: 100 }

export const VIEWS: View[] = [
  { name: 'zh', device: PHONE, appearance: plain },
  { name: 'en', device: PHONE, appearance: { ...plain, language: 'en' } },
  { name: 'night', device: PHONE, appearance: { ...plain, theme: 'night' } },
  { name: 'text-130', device: PHONE, appearance: { ...plain, text_percent: 130 } },
  { name: 'en-130', device: PHONE, appearance: { ...plain, language: 'en', text_percent: 130 } },
  { name: 'tablet', device: TABLET, appearance: plain },
]

/** The narrowest look in Chinese, and the one in which texts are longest. */
export const USUAL_VIEWS = waysOf(VIEWS, ['zh', 'en-130'])

/** Where people are all day, also on the tablet. */
export const MAIN_VIEWS = waysOf(VIEWS, ['zh', 'en-130', 'tablet'])
