import { expect, it, vi } from 'vitest'
import { hasTorch, switchTorch } from './torch'

const applyConstraints = vi.fn(() => Promise.resolve())

it('knows a lamp only where the browser names one', () => {
  expect(hasTorch({ getCapabilities: () => ({ torch: true }), applyConstraints })).toBe(true)
  expect(hasTorch({ getCapabilities: () => ({}), applyConstraints })).toBe(false)
  expect(hasTorch({ applyConstraints })).toBe(false)
})

it('switches it, and says when it could not', async () => {
  expect(await switchTorch({ applyConstraints }, true)).toBe(true)
  expect(applyConstraints).toHaveBeenCalledWith({ advanced: [{ torch: true }] })
  expect(await switchTorch({ applyConstraints: () => Promise.reject(new Error('busy')) }, true)).toBe(false)
})
