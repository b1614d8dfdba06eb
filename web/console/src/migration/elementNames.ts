import type { Text } from '@ronghe/ui'
import type { DrawnElement } from '../processes/drawnElements'
import { spoken } from '../processes/processTitle'

/** The elements of both versions. */
export interface BothVersions {
  from: DrawnElement[]
  to: DrawnElement[]
}

/** As it is drawn; by its id where it is not. */
export function nameIn(elements: DrawnElement[], id: string): Text {
  return elements.find((each) => each.id === id)?.name ?? { zh: id, en: spoken(id) }
}

/** What an element becomes; with its id where it is called as before and is another one. */
export function nameAfter({ from, to }: BothVersions, element: string, target: string): Text {
  const [before, after] = [nameIn(from, element), nameIn(to, target)]
  const told = (language: keyof Text) =>
    before[language] === after[language] && element !== target ? `${after[language]} (${target})` : after[language]
  return { zh: told('zh'), en: told('en') }
}

/** Elements to choose from; those that are called alike with their ids. */
export function namesApart(elements: DrawnElement[]): { id: string; name: Text }[] {
  const told = ({ id, name }: DrawnElement, language: keyof Text) =>
    elements.filter((each) => each.name[language] === name[language]).length > 1 ? `${name[language]} (${id})` : name[language]
  return elements.map((each) => ({ id: each.id, name: { zh: told(each, 'zh'), en: told(each, 'en') } }))
}
