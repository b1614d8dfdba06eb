import type { Language, Text } from '@ronghe/ui'

/** A field's unit as a page says it: what is counted is named in its language, a unit of measure is the same in both. */
export function unitWords(unit: string, language: Language): string {
  return COUNTED.get(unit)?.[language] ?? unit
}

const COUNTED = new Map<string, Text>(
  [
    { zh: '元', en: 'CNY' },
    { zh: '户', en: 'customers' },
    { zh: '块', en: 'meters' },
    { zh: '张', en: 'photos' },
    { zh: '个月', en: 'months' },
    { zh: '期', en: 'instalments' },
    { zh: '倍', en: '×' },
  ].map((words) => [words.zh, words]),
)
