import { translate, type Text } from '@ronghe/ui'
import { limitsIn, type Limit } from '../orders/limits'
import { texts } from '../orders/texts'
import type { BundleFiles } from './bundleFiles'
import { became, type Part } from './changedParts'
import { spoken } from './processTitle'

/** Limits by what they are called and from when they hold. */
export function policyParts(files: BundleFiles): Map<string, Part<Limit>> {
  return new Map(
    limitsIn(files).map((limit) => {
      const { kind, policy, effective_from, name = { zh: policy, en: spoken(policy) } } = limit
      const from = { zh: `${name.zh} (${effective_from})`, en: `${name.en} (${effective_from})` }
      return [`${kind} ${policy} ${effective_from}`, { name: from, text: JSON.stringify(limit), content: limit }]
    }),
  )
}

/** How long it is and was, and the names of what else of it is another. */
export function changedLimit({ content: before }: Part<Limit>, { content: after }: Part<Limit>): Text[] {
  const written = (limit: Limit, name: string) => JSON.stringify(limit[name as keyof Limit])
  const others = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !TOLD.includes(name) && written(before, name) !== written(after, name),
  )
  return [...became(amount(before), amount(after)), ...others.map((name) => ({ zh: name, en: name }))]
}

function amount({ unit, value }: Limit): Text {
  const told = (language: keyof Text) => translate(texts[`orders.limits.${unit}`], language, { count: value })
  return { zh: told('zh'), en: told('en') }
}

/** Said otherwise. */
const TOLD = ['unit', 'value', 'name']
