import type { OrderView, StageView } from '../api/types'
import { openStages } from '../orders/stages'

/** The open stages that another person may be asked to sign as well; of one that several sign already, the first. */
export function signableStages(order: OrderView, elements: Set<string>): StageView[] {
  const open = openStages(order).filter(({ element }) => elements.has(element))
  return open.filter((stage, at) => open.findIndex(({ element }) => element === stage.element) === at)
}

/** Whoever has the element now: he is not asked again. */
export function signersOf(order: OrderView, element: string): string[] {
  return openStages(order).flatMap((stage) => (stage.element === element ? (stage.assignee ?? []) : []))
}

/** The elements of a drawing that permit another signer (`ronghe:addSigner`). */
export function signableElements(drawing: string): Set<string> {
  const elements = new DOMParser().parseFromString(drawing, 'application/xml').querySelectorAll('[id]')
  const permits = (element: Element) => element.getAttributeNS(NAMESPACE, 'addSigner')?.trim() === 'true'
  return new Set([...elements].filter(permits).map(({ id }) => id))
}

const NAMESPACE = 'urn:ronghe:bpmn:1'
