import { agentWords, Screen, useAgent, useLive, type OrderDetail } from '@ronghe/field'
import { Button, ErrorState, Icon, SkeletonList, useI18n } from '@ronghe/ui'
import { useCallback, useMemo } from 'react'
import { Outlet, useOutletContext, useParams } from 'react-router'
import { StageDrafts } from '../form/stageDrafts'
import { useHome } from '../useHome'
import { texts } from './texts'

/** An order and what is being entered on it, for every page below. */
export interface OrderInHand {
  detail: OrderDetail
  reload: () => void
  drafts: StageDrafts
  /** Why the order may be out of date. */
  failure: unknown
}

/** Loads the order once for all its pages; what is entered outlives the way between them. */
export function OrderRoom() {
  const { t, language } = useI18n(texts)
  const agent = useAgent()
  const home = useHome()
  const { order = '' } = useParams()
  const live = useLive(useCallback(() => agent.order(order), [agent, order]), TOPICS)
  const drafts = useMemo(() => new StageDrafts(agent, order), [agent, order])
  const { data: detail, failure, reload } = live

  if (detail === undefined) {
    const again = (
      <Button onClick={reload}>
        <Icon name="redo" /> {t('order.page.again')}
      </Button>
    )
    return (
      <Screen title={t('order.page.title')} onBack={home.run} backWord={t('order.page.home')}>
        {failure === undefined ? (
          <SkeletonList rows={4} lines={3} />
        ) : (
          <ErrorState error={agentWords(failure, language)} action={again} />
        )}
      </Screen>
    )
  }
  return <Outlet context={{ detail, reload, drafts, failure } satisfies OrderInHand} />
}

export function useOrderInHand(): OrderInHand {
  return useOutletContext<OrderInHand>()
}

/** What is done at a meter may stand in a form of the order. */
const TOPICS = ['orders', 'outbox', 'metering'] as const
