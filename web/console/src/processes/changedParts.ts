import { translate, type Text } from '@ronghe/ui'
import type { FileChange } from './bundleDifference'
import { texts } from './texts'

/** Something that a process is made of, and what became of it. */
export interface ChangedPart {
  id: string
  change: FileChange
  name: Text
  /** What of it is another: names, fields, or values before and after. */
  details: Text[]
}

/** One version of it. */
export interface Part<Content = undefined> {
  name: Text
  /** Whatever makes it another when it differs. */
  text: string
  content: Content
}

/** What is new, gone and another, in the order of the newer version; `details` says what of it is another. */
export function changedParts<Content>(
  from: Map<string, Part<Content>>,
  to: Map<string, Part<Content>>,
  details: (before: Part<Content>, after: Part<Content>) => Text[] = renamed,
): ChangedPart[] {
  const ids = [...new Set([...to.keys(), ...from.keys()])]
  return ids.flatMap((id): ChangedPart[] => {
    const [before, after] = [from.get(id), to.get(id)]
    if (before === undefined) return after ? [{ id, change: 'added', name: after.name, details: [] }] : []
    if (after === undefined) return [{ id, change: 'removed', name: before.name, details: [] }]
    if (before.text === after.text) return []
    return [{ id, change: 'changed', name: after.name, details: details(before, after) }]
  })
}

/** What it was called, where that is another name. */
export function renamed(before: Pick<Part, 'name'>, after: Pick<Part, 'name'>): Text[] {
  return before.name.zh === after.name.zh && before.name.en === after.name.en ? [] : [was(before.name)]
}

export function was(before: Text): Text {
  const told = (language: keyof Text) => translate(texts['processes.overview.was'], language, { before: before[language] })
  return { zh: told('zh'), en: told('en') }
}

/** What a text was and is; nothing where it is the same. */
export function became(before: Text, after: Text): Text[] {
  if (before.zh === after.zh && before.en === after.en) return []
  return [{ zh: `${before.zh} → ${after.zh}`, en: `${before.en} → ${after.en}` }]
}
