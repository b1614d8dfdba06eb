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
