import { formatMoment, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { isGiven } from '../api/given'
import { absencesQuery } from '../api/queries'
import type { OrderView, StageView } from '../api/types'
import { openStages } from '../orders/stages'
import { useStageNames } from '../orders/useStageNames'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'

/** Who does the stage again, and what becomes of what is open now. */
export function SendBackEffect({ target, order, station }: { target: StageView; order: OrderView; station: string | undefined }) {
  const { t, say, language } = useI18n(texts)
  const nameOf = useStageNames(order.bundle_hash)
  const nameOfPerson = usePersonName()
  const nameOfWorker = ({ assignee, assignee_name }: StageView) => assignee_name ?? (isGiven(assignee) ? nameOfPerson(assignee) : undefined)
  const stage = say(nameOf(target))
  const again = nameOfWorker(target)
  const now = useNow()
  const absences = useQuery(absencesQuery(station))
  const absence = absences.data?.find(({ person, from, until }) => person === target.assignee && toDate(from) <= now && now < toDate(until))
  // Of several open stages some may lie on another branch, which goes on.
  const [left, ...others] = openStages(order)
  const leaver = left && others.length === 0 ? nameOfWorker(left) : undefined
  return (
    <p>
      {again === undefined && t('steering.back.again', { stage })}
      {again !== undefined && absence === undefined && t('steering.back.again_by', { stage, name: again })}
      {again !== undefined && absence && t('steering.back.again_not_by', { stage, name: again, until: formatMoment(toDate(absence.until), now, language) })}{' '}
      {left && leaver !== undefined ? t('steering.back.leaves', { stage: say(nameOf(left)), name: leaver }) : t('steering.back.leaves_later')}
    </p>
  )
}
