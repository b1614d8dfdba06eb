import { Screen, stageTitle, useAgent, useCommand, useStanding, type Recipient } from '@ronghe/field'
import type { Verdict } from '@ronghe/forms'
import { actionHeaders } from '@ronghe/sdk'
import { Button, EmptyState, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { useOrderInHand } from '../order/OrderRoom'
import { isOpen } from '../order/stages'
import { donePath, formPath, roundsPath } from '../paths'
import { roundsOf } from '../rounds/rounds'
import { NotReady } from './NotReady'
import { RecipientList } from './RecipientList'
import { choicesOf, firstChoice } from './recipients'
import { texts } from './texts'

/** The last step: to whom it goes. Then it is on the device, and the company gets it when there is a network. */
export function HandOverPage() {
  const { t, say } = useI18n(texts)
  const agent = useAgent()
  const navigate = useNavigate()
  const { stage: id = '' } = useParams()
  const { detail, drafts, reload } = useOrderInHand()
  const person = useStanding().state?.person
  const handOver = detail.hand_over?.[id] ?? { roles: [], continuable: false }
  const choices = person && choicesOf(handOver, person, detail.candidates)
  const [chosen, setChosen] = useState<Recipient | undefined>(choices && firstChoice(choices))
  const [refused, setRefused] = useState<Verdict>()
  const stage = detail.order.stages[id]
  const rounds = roundsOf(detail.order, id)
  const needsChoice = handOver.roles.length > 0
  const order = detail.order.order
  const key = { order, stage: id }
  const backToReview = () => navigate(formPath(order, id, { screen: 'review' }), { replace: true })

  const submitting = useCommand(async () => {
    if (!(await drafts.of(id).flush())) return
    const action = actionHeaders()
    const verdict = await agent.check(key, action)
    if (verdict.errors.length > 0) return setRefused(verdict)
    const { op_id, continues } = await agent.submit(key, chosen, action)
    reload()
    // Whoever has more of the same to do goes straight on.
    const hasMore = rounds?.some((each) => each.stage !== id && isOpen(each) && each.assignee === person?.person) ?? false
    void navigate(hasMore ? roundsPath(order, id) : donePath(order, id, op_id, continues), { replace: true })
  })

  // A round that goes to nobody in particular needs no second press: three hundred meters, three hundred presses.
  const isPressed = useRef((useLocation().state as { isPressed?: boolean } | null)?.isPressed === true)
  const goesOn = rounds !== undefined && !needsChoice && stage !== undefined && isOpen(stage)
  useEffect(() => {
    if (!isPressed.current || !goesOn) return
    isPressed.current = false
    submitting.run()
  })

  return (
    <Screen
      title={t('submit.page.title')}
      {...(stage ? { over: say(stageTitle(detail, stage)) } : {})}
      onBack={() => navigate(-1)}
      footer={
        <Button kind="primary" wide onClick={submitting.run} disabled={submitting.busy || (needsChoice && !chosen)}>
          <Icon name="upload" /> {t(submitting.busy ? 'submit.page.busy' : 'submit.page.submit')}
        </Button>
      }
    >
      {submitting.failure && <ErrorState error={submitting.failure} />}
      {refused && <NotReady verdict={refused} onBack={backToReview} />}
      {choices && needsChoice ? (
        <RecipientList choices={choices} chosen={chosen} onChoose={setChosen} />
      ) : (
        <EmptyState title={t('submit.none.title')} advice={t('submit.none.advice')} />
      )}
    </Screen>
  )
}
