import type { FormUi } from '@ronghe/forms'
import { expect, it } from 'vitest'
import type { EvidenceView, OrderFile } from '../api/types'
import { attachmentIds, evidenceOf } from './attachments'

const TAKEN = { sha256: 'aa', size: 10, mime: 'image/jpeg', taken_at: 1_752_200_000_000_000 }

function row(attachment: string, change: Partial<EvidenceView> = {}): EvidenceView {
  return {
    attachment, stage: 's1', op_id: 'op', sha256: 'aa', size: 10, received: 10, mime: 'image/jpeg', state: 'complete',
    completed_at: 0, masked: false, ...change,
  }
}

const FILE = {
  order: {
    stages: {
      s1: {
        place: 0, form: 'install',
        values: { photo_box: [{ attachment_id: 'a1', ...TAKEN }], signature: { image: { attachment_id: 'a2', ...TAKEN } } },
      },
    },
  },
  operations: [],
  evidence: [row('a1'), row('a2', { state: 'partial', received: 0 }), row('a3', { state: 'partial', received: 4 })],
} as unknown as OrderFile

const UIS = {
  install: { fields: { photo_box: { label: { zh: '表箱全貌', en: 'Box' } }, signature: { label: { zh: '签字', en: 'Signature' } } } },
} as unknown as Record<string, FormUi>

it('finds what the form says about each file, however deep it lies', () => {
  expect(evidenceOf(FILE, UIS).map(({ label, state }) => [label?.zh, state])).toEqual([
    ['表箱全貌', 'complete'],
    ['签字', 'missing'],
    [undefined, 'partial'],
  ])
})

it('finds the files of one value', () => {
  expect(attachmentIds([{ attachment_id: 'a1', ...TAKEN }, { attachment_id: 'a2', ...TAKEN }])).toEqual(['a1', 'a2'])
  expect(attachmentIds('text')).toEqual([])
})
