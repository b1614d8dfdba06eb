import type { OperationView, OrderFile } from '../api/types'

/** Forms that were handed in and did not simply take effect: late, in conflict, or refused. They are evidence all the same. */
export function secondRecords({ operations }: Pick<OrderFile, 'operations'>): OperationView[] {
  const isSecond = ({ operation, outcome }: OperationView) => operation.kind === 'submit' && outcome.result !== 'applied'
  return operations.filter(isSecond).sort((one, other) => one.event_at - other.event_at)
}
