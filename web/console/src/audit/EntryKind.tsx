import { useI18n } from '@ronghe/ui'
import { texts } from './texts'

type Kind = keyof typeof texts extends infer Key ? (Key extends `audit.kind.${infer Name}` ? Name : never) : never

/** What happened, in words; a kind that has none keeps its own. */
export function EntryKind({ kind }: { kind: string }) {
  const { t } = useI18n(texts)
  return `audit.kind.${kind}` in texts ? t(`audit.kind.${kind as Kind}`) : kind
}
