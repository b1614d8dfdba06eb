import { expect, it } from 'vitest'
import type { OrderFile } from '../api/types'
import { inFull } from './inFull'

function file(given: { state: string; name: string; stage_rev: number; masked: boolean }): OrderFile {
  return {
    rev: 1, unmasked: !given.masked, operations: [{ operation: { op_id: 'o', body: { name: given.name } } }],
    evidence: [{ attachment: 'a', masked: given.masked }],
    order: { state: given.state, facts: { name: given.name }, stages: { s: { stage: 's', stage_rev: given.stage_rev, values: { name: given.name } } } },
  } as unknown as OrderFile
}

const SHOWN = file({ state: 'open', name: '张晓明', stage_rev: 4, masked: false })

it('shows the order as it is now, with what was unmasked before', () => {
  const merged = inFull(file({ state: 'suspended', name: '张*明', stage_rev: 4, masked: true }), SHOWN)
  expect(merged).toEqual({ ...file({ state: 'suspended', name: '张晓明', stage_rev: 4, masked: false }), unmasked: true })
})

it('leaves masked what has changed since', () => {
  const now = file({ state: 'open', name: '李*', stage_rev: 5, masked: true })
  const merged = inFull({ ...now, evidence: [...now.evidence, { attachment: 'b', masked: true } as OrderFile['evidence'][number]] }, SHOWN)
  expect(merged.order.stages['s']?.values).toEqual({ name: '李*' })
  expect(merged.evidence.map(({ masked }) => masked)).toEqual([false, true])
})
