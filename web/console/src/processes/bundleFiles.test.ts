import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { readBundle, toTexts, unpack, UnreadableBundle } from './bundleFiles'

const DRAWING = strToU8('<definitions/>')

it('reads a zip, without the folder around the bundle and what systems put beside it', async () => {
  const zip = zipSync({
    'mine/process.bpmn': DRAWING,
    'mine/forms/a.ui.json': strToU8('{}'),
    'mine/.DS_Store': strToU8('x'),
    '__MACOSX/mine/process.bpmn': strToU8('x'),
  })
  expect(await unpack(zip)).toEqual({ 'process.bpmn': '<definitions/>', 'forms/a.ui.json': '{}' })
})

it('keeps paths that lie beside the drawing', () => {
  expect(Object.keys(toTexts([['process.bpmn', DRAWING], ['README.md', strToU8('甲')]]))).toEqual(['process.bpmn', 'README.md'])
  expect(Object.keys(toTexts([['a/process.bpmn', DRAWING], ['b/other.txt', DRAWING]]))).toEqual(['a/process.bpmn', 'b/other.txt'])
})

it.each([
  ['nothing', [], 'empty'],
  ['no zip', [new File(['PK nonsense'], 'a.zip')], 'not_zip'],
  ['a picture', [new File([new Uint8Array([0xff, 0xd8, 0xff])], 'photo.jpg')], 'not_text'],
  ['a film', [new File([new Uint8Array(5 * 1024 * 1024)], 'film.mp4')], 'too_large'],
  ['a home folder', Array.from({ length: 200 }, (_, at) => new File(['x'], `${at}.txt`)), 'too_many'],
])('refuses %s', async (_, files, reason) => {
  await expect(readBundle(files)).rejects.toEqual(new UnreadableBundle(reason as UnreadableBundle['reason']))
})

it('refuses a small zip that unpacks to something large', async () => {
  const zip = zipSync({ 'process.bpmn': new Uint8Array(8 * 1024 * 1024) })
  await expect(unpack(zip)).rejects.toEqual(new UnreadableBundle('too_large'))
})
