import type { OrderFile } from '../api/types'

/**
 * The order as it is now, with the personal data that were shown for a reason a little while ago. What is not as it was
 * then stays masked: another reason shows it.
 */
export function inFull(now: OrderFile, shown: OrderFile): OrderFile {
  const stages = Object.entries(now.order.stages).map(([id, stage]) => {
    const then = shown.order.stages[id]
    return [id, then?.stage_rev === stage.stage_rev ? { ...stage, values: then.values } : stage]
  })
  const seen = new Set(shown.evidence.filter(({ masked }) => masked !== true).map(({ attachment }) => attachment))
  const bodies = new Map(shown.operations.map((each) => [each.operation.op_id, each.operation]))
  return {
    ...now,
    unmasked: true,
    order: { ...now.order, facts: shown.order.facts, stages: Object.fromEntries(stages) },
    evidence: now.evidence.map((row) => (seen.has(row.attachment) ? { ...row, masked: false } : row)),
    operations: now.operations.map((each) => ({ ...each, operation: bodies.get(each.operation.op_id) ?? each.operation })),
  }
}
