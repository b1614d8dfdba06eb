import { CopyableNumber, DeadlineBar, Icon, OrderStateBadge, useI18n } from '@ronghe/ui'
import { Button, Space } from 'antd'
import { useNavigate } from 'react-router'
import { isGiven } from '../api/given'
import type { OrderFile, StageView } from '../api/types'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { useNow } from '../parts/useNow'
import { paths } from '../paths'
import { useMay, useSession } from '../session/useSession'
import { SteerActions } from '../steering/SteerActions'
import { CustomerLine } from './CustomerLine'
import { OrderLimits } from './OrderLimits'
import { stagesToGive } from '../dispatch/assignments'
import { isOwnTurn } from './performing'
import { isOpen, stagesInOrder } from './stages'
import { useStepName } from './StepName'
import { stepsOf } from './steps'
import { texts } from './texts'
import { usePerformed } from './usePerformed'
import type { Unmasked } from './useUnmasked'
import styles from './orderPage.module.css'

interface OrderHeadProps {
  file: OrderFile
  unmasked: Unmasked
  onDispatch: (stages: StageView[]) => void
}

/** What must be seen at once: number, title, customer, deadline, and what can be done. */
export function OrderHead({ file, unmasked, onDispatch }: OrderHeadProps) {
  const { t, say } = useI18n(texts)
  const navigate = useNavigate()
  const stepName = useStepName(file.order.bundle_hash)
  const may = useMay()
  const person = useSession()
  const { performed, perform } = usePerformed(file.order.order)
  const now = useNow()
  const { order } = file
  const urged = order.urged ?? 0
  const steps = stepsOf(stagesInOrder(order)).filter(({ stage }) => order.state === 'open' && isOpen(stage))
  return (
    <header className={styles.head}>
      <div className={styles.headMain}>
        <div className={styles.headLine}>
          <h1 className={styles.title}>{say(order.title)}</h1>
          <OrderStateBadge state={order.state} />
          <CopyableNumber number={order.order_no} />
          {urged > 0 && <Tag meaning="soon" icon="alert">{t('orders.flags.urged', { count: urged })}</Tag>}
          {file.evidence_missing > 0 && (
            <Tag meaning="soon" icon="camera">{t('orders.flags.evidence', { count: file.evidence_missing })}</Tag>
          )}
        </div>
        <CustomerLine file={file} unmasked={unmasked} />
      </div>
      {(isGiven(order.due_at) || order.state === 'suspended' || file.limits.length > 0) && (
        <div className={styles.deadline}>
          {/* A suspension stops the clocks that its reason excuses; what is due by another is still due. */}
          {isGiven(order.due_at) ? (
            <DeadlineBar deadline={{ due: toDate(order.due_at) }} now={now} />
          ) : (
            order.state === 'suspended' && <Tag meaning="plain" icon="pause">{t('orders.limits.all_stand')}</Tag>
          )}
          <OrderLimits file={file} />
        </div>
      )}
      <Space wrap className={styles.actions ?? ''}>
        {may('perform_stage') &&
          steps.flatMap((step) => {
            const own = step.stages.filter((stage) => isOwnTurn(order, stage, person))
            // The next round of one's own; none while one of them is being worked on.
            const [next] = own.some(({ stage }) => stage === performed) ? [] : own
            return next
              ? [<Button key={next.stage} type="primary" onClick={() => perform(next.stage)}>{t('orders.act.perform', { stage: stepName(step) })}</Button>]
              : []
          })}
        {may('dispatch_order') &&
          steps.map((step) => {
            const given = stagesToGive(step.stages)
            return (
              <Button key={step.stage.stage} type="primary" onClick={() => onDispatch(given)}>
                {t(given.some(({ assignee }) => isGiven(assignee)) ? 'orders.act.reassign' : 'orders.act.dispatch', { stage: stepName(step) })}
              </Button>
            )
          })}
      </Space>
      <div className={styles.steering}>
        <Button icon={<Icon name="export" size="1em" />} onClick={() => void navigate(paths.caseFile(order.order))}>{t('orders.act.case_file')}</Button>
        <SteerActions file={file} />
      </div>
    </header>
  )
}
