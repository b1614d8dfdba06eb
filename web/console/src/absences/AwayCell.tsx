import { useI18n } from '@ronghe/ui'
import type { AbsenceView } from '../api/types'
import { absenceKind } from './absenceKinds'
import type { useCellKeys } from './cellKeys'
import type { Day } from './days'
import { texts } from './texts'
import { useKindWords } from './useKindWords'
import { useSpanWords } from './useSpanWords'
import styles from './absences.module.css'

interface AwayCellProps {
  name: string
  day: Day
  dayWords: string
  /** Those that touch the day. */
  absences: AbsenceView[]
  ground: string
  keys: ReturnType<ReturnType<typeof useCellKeys>['cell']>
  onAct: (() => void) | undefined
}

/** One person's day: a letter for why he is away, drawn over the hours that he is. */
export function AwayCell({ name, day, dayWords, absences, ground, keys, onAct }: AwayCellProps) {
  const { t } = useI18n(texts)
  const kindWords = useKindWords()
  const spanWords = useSpanWords()
  const [first] = absences
  const words = first
    ? absences.map((each) => t('absences.calendar.away', { name, day: dayWords, kind: kindWords(each.kind), span: spanWords(each) })).join('; ')
    : t(onAct ? 'absences.calendar.add' : 'absences.calendar.there', { name, day: dayWords })
  const known = first && absenceKind(first.kind)
  return (
    <td
      role="gridcell"
      className={`${ground} ${onAct ? styles.acts : ''}`}
      aria-label={words}
      title={words}
      {...keys}
      {...(onAct ? { onClick: onAct } : {})}
    >
      {absences.map((each) => (
        <span key={each.absence} className={styles.bar} style={hoursOf(each, day)} />
      ))}
      {first && <span className={styles.letter}>{t(known ? `absences.short.${known}` : 'absences.short.other')}</span>}
    </td>
  )
}

/** Where the bar begins and ends in the working day; never so short that it cannot be seen. */
function hoursOf({ from, until }: AbsenceView, day: Day): { left: string; right: string } {
  const share = (micros: number) => Math.min(HIDDEN_MAX, Math.max(0, micros / (WORK_ENDS - WORK_BEGINS)))
  const left = share(from - day.from - WORK_BEGINS)
  const right = Math.min(share(day.from + WORK_ENDS - until), HIDDEN_MAX - left)
  return { left: `${Math.round(left * 100)}%`, right: `${Math.round(right * 100)}%` }
}

const HOUR_MICROS = 3_600_000_000
const WORK_BEGINS = 8 * HOUR_MICROS
const WORK_ENDS = 18 * HOUR_MICROS
const HIDDEN_MAX = 0.6
