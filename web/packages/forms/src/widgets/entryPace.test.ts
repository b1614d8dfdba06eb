import { expect, it } from 'vitest'
import { EntryPace, type Keystroke } from './entryPace'

const CODE = '3130001000001234567893'

/** What is said of a code that comes in, one character every `gap` ms. */
function entered(code: string, gap: number, pace = new EntryPace(), before = ''): string {
  let said = ''
  for (let length = 1; length <= code.length; length += 1) {
    said = pace.hear(before + code.slice(0, length - 1), before + code.slice(0, length), key(length * gap))
  }
  return said
}

function key(timeStamp: number, inputType = 'insertText'): Keystroke {
  return { timeStamp, inputType }
}

it('knows a scan key, whether it types fast or hands over the whole code', () => {
  expect(entered(CODE, 8)).toBe('scanned')
  expect(new EntryPace().hear('', CODE, key(0))).toBe('scanned')
})

it('knows fingers, and a code that they corrected', () => {
  expect(entered(CODE, 120)).toBe('typed')
  const pace = new EntryPace()
  entered(CODE, 8, pace)
  expect(pace.hear(CODE, CODE.slice(0, -1), key(900, 'deleteContentBackward'))).toBe('typed')
  expect(pace.hear(CODE.slice(0, -1), CODE, key(920))).toBe('typed')
  // What the camera had read, and a finger goes on with.
  expect(new EntryPace().hear(CODE, `${CODE}1`, key(0))).toBe('typed')
})

it('does not take a few hasty characters, or what was pasted, for a scan', () => {
  expect(entered('12345', 8)).toBe('typed')
  expect(new EntryPace().hear('', CODE, key(0, 'insertFromPaste'))).toBe('typed')
})

it('hears a second scan over an emptied field', () => {
  const pace = new EntryPace()
  entered(CODE, 120, pace)
  pace.hear(CODE, '', key(9_000, 'deleteContentBackward'))
  expect(entered(CODE, 8, pace)).toBe('scanned')
})
