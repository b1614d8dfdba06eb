import { Tag } from '../parts/Tag'
import { ITEM_KINDS, itemKind } from './itemKinds'
import { ItemKindName } from './ItemKindName'

export function ItemKindTag({ kind }: { kind: string }) {
  const known = itemKind(kind)
  const look = known ? ITEM_KINDS[known] : { icon: 'alert' as const, meaning: 'plain' as const }
  return (
    <Tag {...look}>
      <ItemKindName kind={kind} />
    </Tag>
  )
}
