import { useI18n } from '@ronghe/ui'
import { absenceKind } from './absenceKinds'
import { texts } from './texts'

/** Why somebody is away, in a word; a kind of a later platform keeps its own. */
export function useKindWords(): (kind: string) => string {
  const { t } = useI18n(texts)
  return (kind) => {
    const known = absenceKind(kind)
    return known ? t(`absences.kind.${known}`) : kind
  }
}
