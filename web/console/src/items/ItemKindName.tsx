import { useI18n } from '@ronghe/ui'
import { itemKind } from './itemKinds'
import { texts } from './texts'

export function ItemKindName({ kind }: { kind: string }) {
  const { t } = useI18n(texts)
  const known = itemKind(kind)
  return known ? t(`items.kind.${known}`) : kind
}
