import { translate, type Text } from '@ronghe/ui'
import { formUis } from '../orders/formFiles'
import type { BundleFiles } from './bundleFiles'
import { was, type Part } from './changedParts'
import { spoken } from './processTitle'
import { texts } from './texts'

/** Stages, events and gateways by id, without the flows between them: those are compared by themselves. */
export function drawnNodes(files: BundleFiles): Map<string, Part> {
  const nameOf = namesIn(files)
  return new Map(
    elementsIn(files).filter(({ localName }) => NODES.has(localName)).map((element) => {
      const own = element.cloneNode(true) as Element
      const isOther = ({ localName }: Element) => ['incoming', 'outgoing', 'sequenceFlow'].includes(localName) || NODES.has(localName)
      for (const child of [...own.children].filter(isOther)) child.remove()
      return [idOf(element), { name: nameOf(element), text: unset(own.outerHTML), content: undefined }]
    }),
  )
}

export interface DrawnFlow {
  /** The ids of what it joins. */
  ends: string
  /** CEL; empty where there is none. */
  condition: string
}

/** Flows by id: from what to what, and on which condition. */
export function drawnFlows(files: BundleFiles): Map<string, Part<DrawnFlow>> {
  const nameOf = namesIn(files)
  const elements = elementsIn(files)
  const byId = new Map(elements.map((element) => [idOf(element), element]))
  const endOf = (flow: Element, end: 'sourceRef' | 'targetRef'): Text => {
    const id = flow.getAttribute(end) ?? ''
    const element = byId.get(id)
    return element ? nameOf(element) : { zh: id, en: spoken(id) }
  }
  return new Map(
    elements.filter(({ localName }) => localName === 'sequenceFlow').map((flow) => {
      const [source, target] = [endOf(flow, 'sourceRef'), endOf(flow, 'targetRef')]
      const name = { zh: `${source.zh} → ${target.zh}`, en: `${source.en} → ${target.en}` }
      const ends = `${flow.getAttribute('sourceRef')} → ${flow.getAttribute('targetRef')}`
      const [condition] = flow.getElementsByTagNameNS(BPMN, 'conditionExpression')
      return [idOf(flow), { name, text: unset(flow.outerHTML), content: { ends, condition: (condition?.textContent ?? '').trim() } }]
    }),
  )
}

/** What it joined, by ids where the names read alike, and the condition that it had and has. */
export function changedFlow(before: Part<DrawnFlow>, after: Part<DrawnFlow>): Text[] {
  const called = (language: keyof Text) => (before.name[language] === after.name[language] ? before.content.ends : before.name[language])
  const joined = before.content.ends === after.content.ends ? [] : [was({ zh: called('zh'), en: called('en') })]
  if (before.content.condition === after.content.condition) return joined
  const told = (language: keyof Text) => {
    const always = translate(texts['processes.overview.always'], language)
    return translate(texts['processes.overview.condition'], language, { before: before.content.condition || always, after: after.content.condition || always })
  }
  return [...joined, { zh: told('zh'), en: told('en') }]
}

function elementsIn(files: BundleFiles): Element[] {
  const drawings = Object.keys(files).filter((name) => name.endsWith('.bpmn'))
  return drawings.flatMap((drawing) => [
    ...new DOMParser().parseFromString(files[drawing] ?? '', 'application/xml').getElementsByTagNameNS(BPMN, '*'),
  ])
}

/** As drawn; in English as the form is called, or by the id, spoken. */
function namesIn(files: BundleFiles): (element: Element) => Text {
  const forms = formUis(files)
  return (element) => {
    const title = forms[element.getAttributeNS(RONGHE, 'form') ?? '']?.title
    return { zh: element.getAttribute('name') || idOf(element), en: title?.en ?? spoken(idOf(element)) }
  }
}

function idOf(element: Element): string {
  return element.getAttribute('id') ?? ''
}

/** Without how it is set: line breaks and indentation change nothing. */
function unset(xml: string): string {
  return xml.replace(/\s+/g, ' ').replaceAll('> <', '><')
}

const NODES = new Set([
  'userTask', 'manualTask', 'serviceTask', 'sendTask', 'receiveTask', 'businessRuleTask', 'scriptTask', 'subProcess', 'callActivity',
  'startEvent', 'endEvent', 'boundaryEvent', 'intermediateCatchEvent', 'intermediateThrowEvent',
  'exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway',
])
const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
const RONGHE = 'urn:ronghe:bpmn:1'
