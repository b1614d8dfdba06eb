import type { Text } from '@ronghe/ui'
import type { ProcessFiles } from '../api/types'
import { DRAWING } from './bundleFiles'

/**
 * What a process is called, in the words that its orders get from the platform: the name in the drawing, and in English
 * the id, spoken.
 */
export function processTitle({ process, files }: Pick<ProcessFiles, 'process' | 'files'>): Text {
  return { zh: drawnName(files[DRAWING] ?? '', process) ?? process, en: spoken(process) }
}

/** `low_voltage_residential_new` as "Low voltage residential new"; as `spoken` of the platform. */
export function spoken(process: string): string {
  const words = process.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function drawnName(drawing: string, process: string): string | undefined {
  const processes = new DOMParser().parseFromString(drawing, 'application/xml').getElementsByTagNameNS(BPMN, 'process')
  const own = [...processes].find((each) => each.getAttribute('id') === process)
  return own?.getAttribute('name') ?? undefined
}

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
