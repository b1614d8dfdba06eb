import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { absencesQuery, dutiesQuery } from '../api/queries'
import type { GridView, PersonView } from '../api/types'
import { useDutyKindWords, useDutySpanWords } from '../roster/useDutyWords'
import { uncovered } from './coverage'
import type { Span } from './days'
import { texts } from './texts'
import { useSpanWords } from './useSpanWords'
import styles from './absences.module.css'

interface AddEffectsProps {
  station: string
  person: PersonView
  span: Span
  people: PersonView[]
  grids: GridView[]
}

/** What would be doubtful about an absence: that he is away already, or on duty, and grids that nobody would be left for. */
export function AddEffects({ station, person, span, people, grids }: AddEffectsProps) {
  const { t } = useI18n(texts)
  const spanWords = useSpanWords()
  const dutyWords = useDutyKindWords()
  const dutySpan = useDutySpanWords()
  const duties = (useQuery(dutiesQuery(station, span)).data ?? []).filter((each) => each.person === person.person)
  const others = useQuery(absencesQuery(station, span)).data ?? []
  const own = others.filter((each) => each.person === person.person)
  const his = grids.filter(({ primary, backup }) => primary === person.person || backup === person.person)
  const gaps = uncovered(his, [...others.filter((each) => !own.includes(each)), { person: person.person, ...span }], people)
  const warnings = [
    ...(own.length > 0 ? [t('absences.add.twice', { name: person.name, spans: own.map(spanWords).join('; ') })] : []),
    ...(duties.length > 0
      ? [t('absences.add.on_duty', { name: person.name, duties: duties.map((each) => `${dutyWords(each.kind)} ${dutySpan(each)}`).join('; ') })]
      : []),
    ...gaps.map((gap) => t('absences.add.leaves', { grid: gap.grid.name, span: spanWords(gap) })),
  ]
  return warnings.map((words) => (
    <p key={words} role="status" className={`${styles.note} ${toneClass('soon')}`}><Icon name="alert" size="1em" /> {words}</p>
  ))
}
