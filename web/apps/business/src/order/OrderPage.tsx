import { Screen, StatusBar, useStanding, type Stage } from '@ronghe/field'
import { ErrorState, useI18n } from '@ronghe/ui'
import { useHome } from '../useHome'
import { EarlierStages } from './EarlierStages'
import { LaneNotice } from './LaneNotice'
import { OrderHeader } from './OrderHeader'
import { OrderNotices } from './OrderNotices'
import { useOrderInHand } from './OrderRoom'
import { RemarkNote } from './RemarkNote'
import { StageActions } from './StageActions'
import { StageGroups } from './StageGroups'
import { ownStage, stageTitle } from './stages'
import { StageStrip } from './StageStrip'
import { StandingNote } from './StandingNote'
import { texts } from './texts'

/** An order: who and where, how far, what has happened, and the next step at the thumb. */
export function OrderPage() {
  const { t, say } = useI18n(texts)
  const home = useHome()
  const { detail } = useOrderInHand()
  const person = useStanding().state?.person?.person ?? ''
  const { order, lane, read_only = false } = detail
  const stage = ownStage(order, person)
  const isWorkable = !read_only && lane !== 'parked' && order.state === 'open'

  return (
    <Screen
      title={say(stage ? stageTitle(detail, stage) : order.title)}
      {...(stage ? { over: say(order.title) } : {})}
      bar={<StatusBar />}
      onBack={home.run}
      backWord={t('order.page.home')}
      footer={stage && isWorkable ? <StageActions stage={stage} /> : undefined}
    >
      {home.failure && <ErrorState error={home.failure} />}
      <StandingNote stage={stage} />
      <LaneNotice />
      {stage && <RemarkNote stage={stage} />}
      <OrderNotices />
      <OrderHeader />
      <StageStrip />
      {stage && showsForm(stage) && <StageGroups stage={stage} isWorkable={isWorkable} />}
      <EarlierStages />
    </Screen>
  )
}

/** Before the work has begun there is nothing to fill in. */
function showsForm({ form, state }: Stage): boolean {
  return form !== undefined && state === 'in_progress'
}
