import { Screen, StatusBar, StorageNotice, stageTitle, useStanding, type Stage } from '@ronghe/field'
import { Button, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useNavigate } from 'react-router'
import { roundsPath } from '../paths'
import { doneOf, ownRounds } from '../rounds/rounds'
import { RoundsCount } from '../rounds/RoundsCount'
import { useHome, useOutbox } from '../useHome'
import { EarlierStages } from './EarlierStages'
import { LaneNotice } from './LaneNotice'
import { OrderHeader } from './OrderHeader'
import { OrderNotices } from './OrderNotices'
import { useOrderInHand } from './OrderRoom'
import { RemarkNote } from './RemarkNote'
import { StageActions } from './StageActions'
import { StageGroups } from './StageGroups'
import { ownStage } from './stages'
import { StageStrip } from './StageStrip'
import { StandingNote } from './StandingNote'
import { texts } from './texts'

/** An order: who and where, how far, what has happened, and the next step at the thumb. */
export function OrderPage() {
  const { t, say } = useI18n(texts)
  const navigate = useNavigate()
  const home = useHome()
  const outbox = useOutbox()
  const { detail } = useOrderInHand()
  const person = useStanding().state?.person?.person ?? ''
  const { order, lane, read_only = false } = detail
  const stage = ownStage(order, person)
  const rounds = ownRounds(order, person)
  const isWorkable = !read_only && lane !== 'parked' && order.state === 'open'

  const footer = rounds ? (
    <Button kind="primary" wide onClick={() => void navigate(roundsPath(order.order))}>
      <Icon name="work" /> {t('order.actions.rounds', { done: doneOf(rounds), total: rounds.length })}
    </Button>
  ) : stage && isWorkable ? (
    <StageActions stage={stage} />
  ) : undefined

  return (
    <Screen
      title={say(stage ? stageTitle(detail, stage) : order.title)}
      {...(stage ? { over: say(order.title) } : {})}
      bar={<StatusBar />}
      onBack={home.run}
      backWord={t('order.page.home')}
      footer={footer}
    >
      {home.failure && <ErrorState error={home.failure} />}
      <StorageNotice from="short" onOutbox={outbox.run} />
      <StandingNote stage={stage} />
      <LaneNotice />
      {stage && rounds === undefined && <RemarkNote stage={stage} />}
      <OrderNotices />
      <OrderHeader />
      <StageStrip />
      {rounds && <RoundsCount done={doneOf(rounds)} total={rounds.length} />}
      {stage && rounds === undefined && showsForm(stage) && <StageGroups stage={stage} isWorkable={isWorkable} />}
      <EarlierStages />
    </Screen>
  )
}

/** Before the work has begun there is nothing to fill in. */
function showsForm({ form, state }: Stage): boolean {
  return form !== undefined && state === 'in_progress'
}
