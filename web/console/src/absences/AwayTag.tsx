import { formatMoment, useI18n } from '@ronghe/ui'
import type { AbsenceView } from '../api/types'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { useNow } from '../parts/useNow'
import { absenceKind, ABSENCE_KINDS } from './absenceKinds'
import { texts } from './texts'
import { useKindWords } from './useKindWords'

/** That somebody is away now, why, and when he is back; nothing for whoever is there. */
export function AwayTag({ absence }: { absence: AbsenceView | undefined }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const kindWords = useKindWords()
  if (absence === undefined) return null
  const { kind, until } = absence
  const known = absenceKind(kind)
  return (
    <Tag meaning="soon" icon={known ? ABSENCE_KINDS[known] : 'pause'}>
      {t('absences.away.until', { kind: kindWords(kind), until: formatMoment(toDate(until), now, language) })}
    </Tag>
  )
}
