import type { Text } from '@ronghe/ui'
import { formUis } from '../orders/formFiles'
import type { BundleFiles } from './bundleFiles'
import { spoken } from './processTitle'

/** Where an order can wait, as far as one kind can take another's place. */
export type WaitingKind = 'stage' | 'service' | 'receive' | 'catch' | 'events' | 'join' | 'scope'

export interface DrawnElement {
  id: string
  kind: WaitingKind
  /** Done once for each of a list. */
  repeated: boolean
  name: Text
}

/**
 * Everything in a bundle's drawings that an order can wait at, as it is drawn. In English a stage is called as its form
 * is, and what has no form by its id, spoken.
 */
export function drawnElements(files: BundleFiles): DrawnElement[] {
  const forms = formUis(files)
  const drawings = Object.keys(files).filter((name) => name.endsWith('.bpmn'))
  return drawings.flatMap((drawing) => {
    const elements = new DOMParser().parseFromString(files[drawing] ?? '', 'application/xml').getElementsByTagNameNS(BPMN, '*')
    return [...elements].flatMap((element) => {
      const kind = KINDS[element.localName]
      const id = element.getAttribute('id')
      if (kind === undefined || id === null) return []
      const zh = element.getAttribute('name') ?? id
      const form = element.getAttributeNS(RONGHE, 'form')
      const repeated = [...element.children].some(({ localName }) => localName === 'multiInstanceLoopCharacteristics')
      return [{ id, kind, repeated, name: { zh, en: forms[form ?? '']?.title.en ?? spoken(id) } }]
    })
  })
}

const KINDS: Record<string, WaitingKind | undefined> = {
  userTask: 'stage',
  manualTask: 'stage',
  serviceTask: 'service',
  sendTask: 'service',
  businessRuleTask: 'service',
  receiveTask: 'receive',
  intermediateCatchEvent: 'catch',
  eventBasedGateway: 'events',
  parallelGateway: 'join',
  inclusiveGateway: 'join',
  subProcess: 'scope',
  callActivity: 'scope',
}
const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const RONGHE = 'urn:ronghe:bpmn:1'
