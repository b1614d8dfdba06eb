import {
  Screen, StatusBar, useAgent, useLive, useNow, useStanding,
  type Authorisation, type Meter, type MeteringState, type OrderDetail, type WorkLine,
} from '@ronghe/field'
import { Button, COMMAND_LOOKS, commandName, ErrorState, groupNumber, Icon, SkeletonList, toneClass, useI18n } from '@ronghe/ui'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { useErrand } from '../errand/ErrandProvider'
import { EffectNote } from '../leave/EffectNote'
import { mayBegin } from '../leave/leaveStates'
import { LinkBar } from '../link/LinkBar'
import { stoodAt } from '../meter/stoodAt'
import { leavePath, meterPath, RUN } from '../paths'
import { useBeginRun } from '../run/useBeginRun'
import { useMeter, useMetering, useWork } from '../useMetering'
import { meteringWords } from '../words/meteringWords'
import styles from './confirm.module.css'
import { FactsCard } from './FactsCard'
import { HoldButton } from './HoldButton'
import { Readiness } from './Readiness'
import { lacking } from './readiness'
import { RightMeter } from './RightMeter'
import { StepwiseConfirm } from './StepwiseConfirm'
import { hardStops, supplyFacts, type HardStop } from './supplyFacts'
import { texts } from './texts'

/** The last look before a meter is changed. It opens for an approved leave only, and no single tap leads out of it. */
export function ConfirmPage() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const now = useNow()
  const { address = '', authorisation = '' } = useParams()
  const { data, failure } = useMeter(address)
  const metering = useMetering()
  const leave = data?.meter.authorisations.find((each) => each.authorisation === authorisation)
  // What was begun uses its leave up while the page still stands here: only what was never good leads away.
  const [wasGood, setWasGood] = useState(false)
  const isGood = leave !== undefined && mayBegin(leave, now)
  if (isGood && !wasGood) setWasGood(true)
  if (data && (data.meter.unverified || !leave)) return <Navigate to={meterPath(address)} replace />
  if (leave && !isGood && !wasGood) return <Navigate to={leavePath(address, leave.command)} replace />
  return (
    <Screen
      title={leave ? commandName(leave.command, language) : t('confirm.page.title')}
      over={t('confirm.page.over', { meter: groupNumber(data?.meter.meter_no ?? address) })}
      onBack={() => void navigate(leave ? leavePath(address, leave.command) : meterPath(address))}
      backWord={t('confirm.page.back')}
      bar={<StatusBar />}
    >
      {failure !== undefined && <ErrorState error={meteringWords(failure, language)} />}
      {(!data || !metering.data) && failure === undefined && <SkeletonList rows={4} />}
      {data && leave && metering.data && (
        <LastLook {...data} leave={leave} isGood={isGood} state={metering.data} onChanged={metering.reload} />
      )}
    </Screen>
  )
}

interface LastLookProps {
  meter: Meter
  works: WorkLine[]
  leave: Authorisation
  isGood: boolean
  state: MeteringState
  onChanged: () => void
}

function LastLook({ meter, works, leave, isGood, state, onChanged }: LastLookProps) {
  const agent = useAgent()
  const { standing, state: terminal } = useStanding()
  const person = terminal?.person?.person
  const order = useLive(useCallback(() => agent.order(leave.order), [agent, leave.order]), ORDERS)
  const errand = useErrand()
  const stood = useWork(stoodAt(works)?.work)
  const supply = supplyFacts(order.data?.order.facts)
  const stops = hardStops(leave.command, supply, stood.data?.after)
  // Nothing is offered before the facts have been looked for: the one that forbids it may be among them.
  const isKnown = (order.data !== undefined || order.failure !== undefined) && (stood.asOf !== undefined || stood.failure !== undefined)
  // The leave is released, and the command under way, before the answer is here: what it says must still find its place.
  const [isBegun, setBegun] = useState(false)
  const isReady = isGood && standing === 'open' && lacking(state, leave.command).length === 0
  return (
    <>
      <WhatCard leave={leave} customer={order.data?.order.facts.customer} />
      {stops.length > 0 && <NoTrip stops={stops} address={meter.comm_address} />}
      <FactsCard leave={leave} supply={supply} stood={stood.data} />
      {stops.length === 0 && (
        <>
          <Readiness state={state} command={leave.command} onChanged={onChanged} />
          <LinkBar links={state.links} />
          {((isReady && isKnown) || isBegun) && (
            <Deliberate
              meter={meter}
              leave={leave}
              stage={errand?.order === leave.order ? errand.stage : (ownStage(order.data, person) ?? stageOf(meter, leave))}
              state={state}
              isReady={isReady}
              onBegin={() => setBegun(true)}
            />
          )}
        </>
      )}
    </>
  )
}

/** Meter and command in letters that nobody overlooks. */
function WhatCard({ leave, customer }: { leave: Authorisation; customer: { customer_name?: string; service_address?: string } | undefined }) {
  const { t, language } = useI18n(texts)
  const { command, approver_name, meter } = leave
  const whose = [customer?.customer_name, customer?.service_address].flatMap((each) => (each ? [each] : []))
  return (
    <section className={styles.what} data-grave={command === 'trip'} aria-label={t('confirm.what.label')}>
      <p className={styles.command}>
        <Icon name={COMMAND_LOOKS[command].icon} /> <strong>{commandName(command, language)}</strong>
      </p>
      <p className={styles.numberLabel}>{t('confirm.what.meter')}</p>
      <p className={styles.number}>{groupNumber(meter.meter_no)}</p>
      <p className={styles.address}>
        {meter.meter_no === meter.comm_address
          ? t('confirm.what.same_address')
          : t('confirm.what.address', { number: groupNumber(meter.comm_address) })}
      </p>
      {whose.map((line) => (
        <p key={line} className={styles.whose}>
          {line}
        </p>
      ))}
      {approver_name && (
        <p className={styles.approver}>
          <Icon name="person" size="1em" /> {t('confirm.what.approver', { name: approver_name })}
        </p>
      )}
      <EffectNote command={command} />
    </section>
  )
}

/** A fact that forbids it, whoever gave leave. */
function NoTrip({ stops, address }: { stops: HardStop[]; address: string }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  return (
    <section className={`${styles.noTrip} ${toneClass('late')}`} role="alert">
      <p className={styles.noTripTitle}>
        <Icon name="stop" size="2rem" /> <strong>{t('confirm.stop.title')}</strong>
      </p>
      {stops.map((stop) => (
        <p key={stop} className={styles.noTripWhy}>
          {t(`confirm.stop.${stop}`)}
        </p>
      ))}
      <p>{t('confirm.stop.next')}</p>
      <Button wide onClick={() => void navigate(meterPath(address))}>
        <Icon name="back" /> {t('confirm.stop.back')}
      </Button>
    </section>
  )
}

interface DeliberateProps {
  meter: Meter
  leave: Authorisation
  stage: string | undefined
  state: MeteringState
  isReady: boolean
  onBegin: () => void
}

/** Look at the meter, then hold; or the whole number and two steps. */
function Deliberate({ meter, leave, stage, state, isReady, onBegin }: DeliberateProps) {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const [isRight, setRight] = useState(false)
  const [isStepwise, setStepwise] = useState(false)
  // Whoever was refused looks at the meter once more before he holds again.
  const [attempt, setAttempt] = useState(0)
  const beginning = useBeginRun(state.links)
  const failed = useRef<HTMLElement>(null)
  useEffect(() => {
    if (beginning.failure) failed.current?.scrollIntoView({ block: 'center' })
  }, [beginning.failure])
  const { meter_no, comm_address, asset_no } = leave.meter
  const command = commandName(leave.command, language)
  // As long as it may have begun nobody begins it again.
  const isShut = beginning.busy || beginning.isUncertain
  const go = () => {
    onBegin()
    setRight(false)
    setAttempt(attempt + 1)
    beginning.run(
      {
        command: leave.command,
        comm_address,
        order: leave.order,
        authorisation: leave.authorisation,
        ...(stage === undefined ? {} : { stage }),
      },
      true,
    )
  }
  return (
    <>
      {!isStepwise && (
        <>
          <RightMeter key={attempt} numbers={[meter_no, comm_address, asset_no, meter.asset_no]} isRight={isRight} onRight={setRight} />
          <section className={styles.step} aria-label={t('confirm.hold.title')}>
            <h2 className={styles.stepTitle}>{t('confirm.hold.title')}</h2>
            {!isRight && <p className={styles.note}>{t('confirm.hold.first')}</p>}
            <HoldButton
              command={command}
              isGrave={leave.command === 'trip'}
              disabled={!isRight || !isReady || isShut}
              onHeld={go}
            />
          </section>
        </>
      )}
      {isStepwise && <StepwiseConfirm key={attempt} command={command} number={meter_no} isBusy={!isReady || isShut} onConfirmed={go} />}
      {beginning.busy && (
        <p className={`${styles.verdict} ${toneClass('running')}`} role="status">
          <Icon name="waiting" /> {t('confirm.hold.sending')}
        </p>
      )}
      {beginning.failure && (
        <section ref={failed} className={styles.failed}>
          <p className={`${styles.verdict} ${toneClass(beginning.isUncertain ? 'soon' : 'plain')}`}>
            <Icon name={beginning.isUncertain ? 'question' : 'stop'} />{' '}
            <strong>{t(beginning.isUncertain ? 'confirm.failed.uncertain' : 'confirm.failed.nothing_sent')}</strong>
          </p>
          <ErrorState error={beginning.failure} />
          {beginning.isUncertain && (
            <Button kind="primary" wide onClick={() => void navigate(RUN)}>
              <Icon name="forward" /> {t('confirm.failed.look')}
            </Button>
          )}
        </section>
      )}
      <Button kind="quiet" wide onClick={() => setStepwise(!isStepwise)} disabled={beginning.busy}>
        {t(isStepwise ? 'confirm.step.close' : 'confirm.step.open')}
      </Button>
    </>
  )
}

/** The stage that the meter is known with, if it is that of the leave's order. */
function stageOf(meter: Meter, leave: Authorisation): string | undefined {
  return meter.order === leave.order ? (meter.stage ?? undefined) : undefined
}

/** The stage of the order that is in this person's hands. */
function ownStage(detail: OrderDetail | undefined, person: string | undefined): string | undefined {
  const stages = Object.values(detail?.order.stages ?? {})
  return stages.find(({ assignee, state }) => person !== undefined && assignee === person && !OVER.has(state))?.stage
}

const OVER = new Set(['submitted', 'reviewed', 'sent_back', 'cancelled'])
const ORDERS = ['orders'] as const
