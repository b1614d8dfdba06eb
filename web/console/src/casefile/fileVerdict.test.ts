import { expect, it } from 'vitest'
import { countVerdicts, fileVerdict, type FileFound } from './fileVerdict'

const WHOLE: FileFound = { state: 'complete', isWithheld: false, recorded: 'aa' }

it.each<[string, FileFound, string]>([
  ['came and is what was recorded', { ...WHOLE, came: { sha256: 'aa' } }, 'verified'],
  ['came and is something else', { ...WHOLE, came: { sha256: 'ab' } }, 'differs'],
  ['came where nothing can be computed', { ...WHOLE, came: { sha256: undefined } }, 'unchecked'],
  ['is still to come', WHOLE, 'waiting'],
  ['is masked for this reader', { ...WHOLE, isWithheld: true }, 'withheld'],
  ['was masked while it was asked for', { ...WHOLE, refusedWith: 403 }, 'withheld'],
  ['is no longer what it was, as the platform found', { ...WHOLE, refusedWith: 409 }, 'differs'],
  ['is gone', { ...WHOLE, refusedWith: 404 }, 'unavailable'],
  ['got no answer', { ...WHOLE, refusedWith: 0 }, 'unavailable'],
  ['is recorded as another than the chain holds', { ...WHOLE, chained: 'ab', came: { sha256: 'aa' } }, 'differs'],
  ['is recorded as the chain holds', { ...WHOLE, chained: 'aa', came: { sha256: 'aa' } }, 'verified'],
  ['has not been uploaded', { ...WHOLE, state: 'missing' }, 'unavailable'],
  ['has come in part, and would be masked', { ...WHOLE, state: 'partial', isWithheld: true }, 'unavailable'],
  ['was another when it came', { ...WHOLE, state: 'corrupt', isWithheld: true }, 'differs'],
])('judges a file that %s', (_, found, verdict) => {
  expect(fileVerdict(found)).toBe(verdict)
})

it('counts every verdict, also those that nothing has', () => {
  expect(countVerdicts(['verified', 'differs', 'verified'])).toEqual({
    waiting: 0, verified: 2, differs: 1, unavailable: 0, withheld: 0, unchecked: 0,
  })
})
