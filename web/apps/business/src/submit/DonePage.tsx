import { Screen, StatusBar, stageTitle, useAgent, useLive } from '@ronghe/field'
import { Button, ErrorState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useCallback } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useOrderInHand } from '../order/OrderRoom'
import { orderPath } from '../paths'
import { useHome } from '../useHome'
import { DeliverySteps } from './DeliverySteps'
import { howFarIn } from './howFar'
import { PracticeResult } from './PracticeResult'
import styles from './submit.module.css'
import { texts } from './texts'

/** It is on the device; how far it has come; and straight on, if this person goes on. */
export function DonePage() {
  const { t, say } = useI18n(texts)
  const navigate = useNavigate()
  const home = useHome()
  const { stage: id = '', operation = '' } = useParams()
  const [query] = useSearchParams()
  const { detail } = useOrderInHand()
  const { order } = detail
  const stage = order.stages[id]
  const agent = useAgent()
  const outbox = useLive(useCallback(() => agent.outbox(), [agent]), OUTBOX)
  const delivery = howFarIn(outbox.data, operation)
  const next = order.stages[query.get('continues') ?? '']

  return (
    <Screen
      title={stage ? say(stageTitle(detail, stage)) : t('submit.done.title')}
      over={t('submit.done.title')}
      bar={<StatusBar />}
      footer={
        <>
          {next && (
            <Button kind="primary" wide onClick={() => navigate(orderPath(order.order), { replace: true })}>
              <Icon name="forward" /> {t('submit.done.continue', { stage: say(stageTitle(detail, next)) })}
            </Button>
          )}
          <Button kind={next ? 'plain' : 'primary'} wide onClick={home.run} disabled={home.busy}>
            <Icon name="home" /> {t('submit.done.home')}
          </Button>
        </>
      }
    >
      {detail.practice ? (
        <PracticeResult report={detail.practice} detail={detail} />
      ) : (
        <>
          <section className={`${styles.saved} ${toneClass(delivery === 'refused' ? 'late' : 'done')}`} role="status">
            <Icon name={delivery === 'refused' ? 'alert' : 'check'} size="3.5rem" />
            <p className={styles.big}>{t(delivery === 'refused' ? 'submit.done.refused' : 'submit.done.saved')}</p>
            <p>{t(`submit.delivery.${delivery}`)}</p>
          </section>
          <DeliverySteps delivery={delivery} />
        </>
      )}
      {home.failure && <ErrorState error={home.failure} />}
    </Screen>
  )
}

const OUTBOX = ['outbox'] as const
