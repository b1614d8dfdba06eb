import { expect, it } from 'vitest'
import type { Stage } from '@ronghe/field'
import { attachmentsIn, restingPlace } from './attachments'

it('finds files wherever the values name them', () => {
  const photo = { attachment_id: 'p', mime: 'image/jpeg' }
  const image = { attachment_id: 's', mime: 'image/png' }
  const found = attachmentsIn({ photos: [photo], customer_signature: { image, signer_name: '张晓明' }, note: 'p' })
  expect([...found.keys()]).toEqual(['p', 's'])
  expect(found.get('s')?.mime).toBe('image/png')
})

it('says of a file that an earlier hand-in brought that the platform holds it', () => {
  const values = { photos: [{ attachment_id: 'old', mime: 'image/jpeg' }] }
  const stage = { state: 'in_progress', values } as unknown as Stage
  expect(restingPlace(stage, 'old', true)).toBe('held')
  expect(restingPlace(stage, 'elsewhere', false)).toBe('held')
  expect(restingPlace(stage, 'new', true)).toBe('saved')
  expect(restingPlace({ ...stage, state: 'submitted' }, 'new', true)).toBe('confirmed')
})
