import type { ComponentType } from 'react'
import type { WidgetName } from '../model/form'
import { BarcodeWidget } from './BarcodeWidget'
import { ChoiceWidget, MultichoiceWidget, ToggleWidget } from './ChoiceWidget'
import { DateWidget, DatetimeWidget } from './DateWidget'
import { GpsWidget } from './GpsWidget'
import { MeterWorkWidget } from './MeterWorkWidget'
import { MeterReadingWidget, NumberWidget } from './NumberWidget'
import { PhotoWidget } from './PhotoWidget'
import { ReadonlyWidget } from './ReadonlyWidget'
import { VideoWidget, VoiceWidget } from './RecordingWidget'
import { SealListWidget } from './SealListWidget'
import { SecondPersonWidget } from './SecondPersonWidget'
import { SignatureWidget } from './SignatureWidget'
import { TextareaWidget, TextWidget } from './TextWidget'
import type { WidgetProps } from './widget'

export const WIDGETS: Record<WidgetName, ComponentType<WidgetProps>> = {
  text: TextWidget,
  textarea: TextareaWidget,
  number: NumberWidget,
  decimal: NumberWidget,
  choice: ChoiceWidget,
  multichoice: MultichoiceWidget,
  date: DateWidget,
  datetime: DatetimeWidget,
  toggle: ToggleWidget,
  checklist: MultichoiceWidget,
  photo: PhotoWidget,
  voice: VoiceWidget,
  video: VideoWidget,
  signature: SignatureWidget,
  gps: GpsWidget,
  barcode: BarcodeWidget,
  'meter-reading': MeterReadingWidget,
  'seal-list': SealListWidget,
  'second-person': SecondPersonWidget,
  'meter-work': MeterWorkWidget,
  readonly: ReadonlyWidget,
}

/** Widgets that are one input, which the label can name directly. The others are groups. */
export const SINGLE_INPUTS = new Set<WidgetName>([
  'text',
  'textarea',
  'number',
  'decimal',
  'date',
  'datetime',
  'barcode',
  'meter-reading',
])

/** Widgets into which something is typed; what is wrong with it is not said before they are left. */
export const TYPED = new Set<WidgetName>([...SINGLE_INPUTS, 'seal-list', 'signature'])
