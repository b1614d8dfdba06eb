import type { BundleFiles } from './bundleFiles'
import type { Part } from './changedParts'

/** Rules by id: blocks parted by empty lines, as `docs/forms.md` has them; remarks between them are no rules. */
export function ruleParts(files: BundleFiles): Map<string, Part> {
  const blocks = (files['rules.cel'] ?? '').split(/\r?\n[^\S\n]*\r?\n/)
  return new Map(
    blocks.flatMap((block) => {
      const text = block.split(/\r?\n/).filter((line) => !line.trim().startsWith('##')).join('\n').trim()
      const header = (name: string) => new RegExp(`^# ${name}: *(.+)$`, 'm').exec(text)?.[1]
      const id = header('id')
      return id === undefined ? [] : [[id, { name: { zh: header('zh') ?? id, en: header('en') ?? id }, text, content: undefined }] as const]
    }),
  )
}
