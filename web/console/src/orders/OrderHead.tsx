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
import { isOwnTurn } from './performing'
import { openStages } from './stages'
import { texts } from './texts'
import { usePerformed } from './usePerformed'
import { useStageNames } from './useStageNames'
import type { Unmasked } from './useUnmasked'
import styles from './orderPage.module.css'

interface OrderHeadProps {
  file: OrderFile
  unmasked: Unmasked
  onDispatch: (stage: StageView) => void
}

/** What must be seen at once: number, title, customer, deadline, and what can be done. */
export function OrderHead({ file, unmasked, onDispatch }: OrderHeadProps) {
  const { t, say } = useI18n(texts)
  const navigate = useNavigate()
  const nameOf = useStageNames()
  const may = useMay()
  const person = useSession()
  const { performed, perform } = usePerformed(file.order.order)
  const now = useNow()
  const { order } = file
  const urged = order.urged ?? 0
  const open = order.state === 'open' ? openStages(order) : []
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
          open
            .filter((stage) => stage.stage !== performed && isOwnTurn(order, stage, person))
            .map((stage) => (
              <Button key={stage.stage} type="primary" onClick={() => perform(stage.stage)}>
                {t('orders.act.perform', { stage: say(nameOf(stage)) })}
              </Button>
            ))}
        {may('dispatch_order') &&
          open.map((stage) => (
            <Button key={stage.stage} type="primary" onClick={() => onDispatch(stage)}>
              {t(!isGiven(stage.assignee) ? 'orders.act.dispatch' : 'orders.act.reassign', { stage: say(nameOf(stage)) })}
            </Button>
          ))}
      </Space>
      <div className={styles.steering}>
        <Button icon={<Icon name="export" size="1em" />} onClick={() => void navigate(paths.caseFile(order.order))}>{t('orders.act.case_file')}</Button>
        <SteerActions file={file} />
      </div>
    </header>
  )
}
