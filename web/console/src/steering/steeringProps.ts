import type { OrderFile } from '../api/types'

/** What every dialog that steers an order is given. */
export interface SteeringProps {
  file: OrderFile
  onClose: () => void
}
