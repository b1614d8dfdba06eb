import { Icon, useI18n } from '@ronghe/ui'
import type { useCellKeys } from '../absences/cellKeys'
import { useKindWords } from '../absences/useKindWords'
import { useSpanWords } from '../absences/useSpanWords'
import type { AbsenceView, DutyView } from '../api/types'
import { AwayMark } from './AwayMark'
import { DutyChip } from './DutyChip'
import type { RosterDay } from './RosterWeek'
import { texts } from './texts'
import { clock, hoursOf, useDutyKindWords, useDutySpanWords } from './useDutyWords'
import styles from './roster.module.css'

interface RosterCellProps {
  name: string
  day: RosterDay
  dayWords: string
  duties: DutyView[]
  absences: AbsenceView[]
  ground: string
  mayAdd: boolean
  keys: ReturnType<ReturnType<typeof useCellKeys>['cell']>
  onAct: () => void
}

/** One person's day: his duties, and faintly that he is away. */
export function RosterCell({ name, day, dayWords, duties, absences, ground, mayAdd, keys, onAct }: RosterCellProps) {
  const { t, language } = useI18n(texts)
  const dutyWords = useDutyKindWords()
  const dutySpan = useDutySpanWords()
  const kindWords = useKindWords()
  const spanWords = useSpanWords()
  const has = duties.length + absences.length > 0
  const what = [
    ...duties.map((duty) => t('roster.table.duty', { kind: dutyWords(duty.kind), span: dutySpan(duty) })),
    ...absences.map((each) => t('roster.table.away', { kind: kindWords(each.kind), span: spanWords(each) })),
  ].join(language === 'zh' ? '；' : '; ')
  const words = has ? t('roster.table.cell', { name, day: dayWords, what }) : t(mayAdd ? 'roster.table.empty_keep' : 'roster.table.empty', { name, day: dayWords })
  return (
    <td
      role="gridcell"
      className={`${ground} ${has || mayAdd ? styles.acts : ''} ${absences.length > 0 ? styles.isAway : ''}`}
      title={words}
      {...keys}
      onClick={onAct}
    >
      <span className={styles.spoken}>{words}</span>
      <span className={styles.cell} aria-hidden="true">
        {duties.map((duty) => (
          <DutyChip key={duty.duty} kind={duty.kind} hours={duty.from < day.from ? t('roster.table.goes_on', { until: clock(duty.until) }) : hoursOf(duty)} />
        ))}
        {absences.map((each) => <AwayMark key={each.absence} absence={each} day={day} />)}
        {!has && mayAdd && <span className={styles.plus}><Icon name="add" size="1em" /></span>}
      </span>
    </td>
  )
}
