import { expect, it } from 'vitest'
import { lineQualityWords, workPositionWords } from './circumstances'

it('says how well a line carried', () => {
  expect(lineQualityWords({ sent_again: 0, damaged: 0 }, 'zh')).toBe('通畅')
  expect(lineQualityWords({ sent_again: 2, damaged: 1 }, 'zh')).toBe('重发 2 帧，受损 1 段')
  expect(lineQualityWords({ sent_again: 0, damaged: 1 }, 'en')).toBe('0 frames sent again, 1 damaged')
})

it('says where it was, and how surely', () => {
  const position = { lon: 118.18, lat: 39.6301234, accuracy_m: 9, source: 'gnss' } as const
  expect(workPositionWords(position, 'zh')).toBe('118.180000, 39.630123 ±9\u00a0m（卫星）')
  expect(workPositionWords({ ...position, source: 'network' }, 'en')).toBe('118.180000, 39.630123 ±9\u00a0m (network)')
})
