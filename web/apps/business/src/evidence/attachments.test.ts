import { expect, it } from 'vitest'
import { attachmentsIn } from './attachments'

it('finds files wherever the values name them', () => {
  const photo = { attachment_id: 'p', mime: 'image/jpeg' }
  const image = { attachment_id: 's', mime: 'image/png' }
  const found = attachmentsIn({ photos: [photo], customer_signature: { image, signer_name: '张晓明' }, note: 'p' })
  expect([...found.keys()]).toEqual(['p', 's'])
  expect(found.get('s')?.mime).toBe('image/png')
})
