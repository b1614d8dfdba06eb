import { useAgent, useCommand, type Meter, type MeterLink, type WorkLine } from '@ronghe/field'
import { Button, commandName, ErrorState, groupNumber, Icon, type MeterCommand, REQUEST_NEEDS, SkeletonList, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useErrand } from '../errand/ErrandProvider'
import { meteringWords } from '../words/meteringWords'
import { Contacted } from './Contacted'
import styles from './leave.module.css'
import type { Parameter } from './parameter'
import { ParameterFields } from './ParameterFields'
import { lastRead, lastWhich } from './present'
import { PresentValue } from './PresentValue'
import { PurchaseFields } from './PurchaseFields'
import { SecondNotice } from './SecondNotice'
import { texts } from './texts'
import { useOrdersOf, type OrderOfMeter } from './useOrdersOf'

interface LeaveFormProps {
  meter: Meter
  /** What was done at it, here. */
  works: WorkLine[]
  links: MeterLink[]
  command: MeterCommand
  onAsked: () => void
}

/** What leave is asked for, and for which order. */
export function LeaveForm({ meter, works, links, command, onAsked }: LeaveFormProps) {
  const { t, language } = useI18n(texts)
  const agent = useAgent()
  const errand = useErrand()
  const { data: orders, failure } = useOrdersOf(meter, errand)
  const [chosen, setChosen] = useState<string>()
  const [parameter, setParameter] = useState<Parameter>()
  const [which, setWhich] = useState<Parameter>()
  const present = which && lastRead(works, which)
  const asking = useCommand(async (order: OrderOfMeter) => {
    await agent.askForLeave({
      order: order.order,
      stage: order.stage,
      comm_address: meter.comm_address,
      command,
      ...(parameter === undefined ? {} : { parameter }),
      ...(present === undefined ? {} : { present_in: present.work }),
    })
    onAsked()
  }, meteringWords)

  if (orders === undefined) {
    return failure === undefined ? <SkeletonList rows={3} /> : <ErrorState error={meteringWords(failure, language)} />
  }
  const order = orders.find((each) => each.order === (chosen ?? errand?.order ?? meter.order)) ?? (orders.length === 1 ? orders[0] : undefined)
  if (orders.length === 0) {
    return (
      <p className={`${styles.state} ${toneClass('soon')}`} role="status">
        <Icon name="alert" /> <span>{t('leave.ask.no_order')}</span>
      </p>
    )
  }
  const need = REQUEST_NEEDS[command]
  const mustContact = need === 'contacted' && isConfirmed(order?.facts['fee_control'])
  const isReady = order !== undefined && (need === undefined || (need === 'contacted' && !mustContact) || parameter !== undefined)
  return (
    <section className={styles.card} aria-label={t('leave.ask.title')}>
      <h2 className={styles.title}>{t('leave.ask.title')}</h2>
      <fieldset className={styles.orders}>
        <legend className={styles.label}>{t('leave.ask.order')}</legend>
        {orders.map((each) => (
          <label key={each.order} className={styles.order}>
            <input
              type="radio"
              name="order"
              className={styles.radio}
              checked={each === order}
              onChange={() => setChosen(each.order)}
            />
            <span className={styles.words}>
              <strong>{groupNumber(each.order_no)}</strong>
              {each.words.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </span>
          </label>
        ))}
      </fieldset>
      {need === 'second_notice' && <SecondNotice onParameter={setParameter} />}
      {need === 'contacted' && <Contacted isNeeded={mustContact} onParameter={setParameter} />}
      {need === 'parameter' && (
        <ParameterFields
          first={lastWhich(works)}
          present={(chosen) => (
            <PresentValue
              of={{ comm_address: meter.comm_address, ...(order ? { order: order.order, stage: order.stage } : {}) }}
              which={chosen}
              present={lastRead(works, chosen)}
              links={links}
            />
          )}
          onParameter={(next, about) => {
            setParameter(next)
            setWhich(about)
          }}
        />
      )}
      {need === 'purchase' && <PurchaseFields onParameter={setParameter} />}
      {asking.failure && <ErrorState error={asking.failure} />}
      <Button kind="primary" wide onClick={() => order && asking.run(order)} disabled={!isReady || asking.busy}>
        <Icon name="upload" /> {t('leave.ask.action', { command: commandName(command, language) })}
      </Button>
      <p className={styles.note}>{t('leave.ask.network')}</p>
    </section>
  )
}

/** Whether the order wants its customer asked before the supply returns. */
function isConfirmed(feeControl: unknown): boolean {
  return typeof feeControl === 'object' && feeControl !== null && 'restore_mode' in feeControl && feeControl.restore_mode === 'confirmed'
}
