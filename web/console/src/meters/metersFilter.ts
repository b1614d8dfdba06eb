/** Which meters are shown, as the address of the page has it. */

import { isKeyState, type KeyState } from '@ronghe/ui'
import { isBeginning } from '../api/addresses'

export interface MetersFilter {
  keys?: KeyState
  /** The beginning of a communication address. */
  address?: string
}

export function filterOf(search: URLSearchParams): MetersFilter {
  const keys = search.get('keys')
  const address = search.get('address') ?? ''
  return { ...(isKeyState(keys) ? { keys } : {}), ...(address !== '' && isBeginning(address) ? { address } : {}) }
}
