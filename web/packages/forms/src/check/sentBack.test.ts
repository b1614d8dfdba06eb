import { expect, it } from 'vitest'
import { unchanged } from './sentBack'

it('names the fields that came back and were not touched', () => {
  const photo = { attachment_id: 'old' }
  const cameBack = { fields: ['box_id', 'photos'], values: { box_id: 'BX-1', photos: [photo], note: 'x' } }
  const named = (values: object) => unchanged(cameBack, values as never).map(({ field }) => field)
  expect(named({ box_id: 'BX-1', photos: [photo], note: 'y' })).toEqual(['/box_id', '/photos'])
  expect(named({ box_id: 'BX-2', photos: [photo] })).toEqual(['/photos'])
  expect(named({ box_id: 'BX-2', photos: [{ attachment_id: 'new' }] })).toEqual([])
})
