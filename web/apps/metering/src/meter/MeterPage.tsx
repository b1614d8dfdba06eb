import { Card, Screen, StatusBar, useNow, type Meter, type MeteringState, type WorkLine } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { Button, commandName, CopyableNumber, ErrorState, formatPast, groupNumber, Icon, type MeterCommand, SkeletonList, standingFacts, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useErrand } from '../errand/ErrandProvider'
import { stageFor, stageToVerify } from '../errand/errandRules'
import { WantedActions } from '../errand/WantedActions'
import { LinkBar } from '../link/LinkBar'
import { leavePath, METERS } from '../paths'
import { useBeginRun } from '../run/useBeginRun'
import { useOrderInBusiness } from '../useHome'
import { useMeter, useMetering, useWork } from '../useMetering'
import { Barred } from '../meters/Barred'
import { FactRows } from '../words/FactRows'
import { meteringWords } from '../words/meteringWords'
import { WorkList } from '../works/WorkList'
import { Actions } from './Actions'
import { LookBack } from './LookBack'
import styles from './meter.module.css'
import { readingPoints } from './readingPoints'
import { ReadingsChart } from './ReadingsChart'
import { ReadSheet } from './ReadSheet'
import { stoodAt } from './stoodAt'
import { texts } from './texts'
import { useLookBack } from './useLookBack'

/** A meter: who it is, how it stood, and what can be done with it. */
export function MeterPage() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const { address = '' } = useParams()
  const { data, failure } = useMeter(address)
  const { data: metering } = useMetering()
  const number = data?.meter.meter_no ?? address
  return (
    <Screen
      title={groupNumber(number)}
      over={t('meter.page.over')}
      onBack={() => void navigate(METERS)}
      backWord={t('meter.page.list')}
      bar={<StatusBar />}
    >
      {failure !== undefined && <ErrorState error={meteringWords(failure, language)} />}
      {!data && failure === undefined && <SkeletonList rows={4} />}
      {data && metering && <MeterInHand {...data} metering={metering} />}
    </Screen>
  )
}

interface InHand {
  meter: Meter
  works: WorkLine[]
  metering: MeteringState
}

function MeterInHand({ meter, works, metering }: InHand) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const [isReading, setReading] = useState(false)
  const beginning = useBeginRun(metering.links)
  const errand = useErrand()
  const { comm_address, unverified } = meter
  const { switched_off = [] } = metering
  const lookedBack = useLookBack(comm_address)
  const points = readingPoints([...works, ...(lookedBack.works ?? [])])
  const of = { comm_address, ...stageFor(meter, errand) }
  const isBusy = beginning.busy || metering.links.length === 0
  const act = (command: MeterCommand) => {
    if (command === 'read') return setReading(true)
    if (command === 'acquire' || command === 'snapshot') return beginning.run({ command, ...of })
    void navigate(leavePath(comm_address, command))
  }
  // The form asks for one reading, and there is nothing to choose.
  const actForForm = (command: MeterCommand) =>
    command === 'read' ? beginning.run({ command, items: 'energy', ...of }) : act(command)
  return (
    <>
      {errand && !metering.may && <Barred state={metering} />}
      {unverified && (
        <VerifyFirst command={unverified.command}>
          <LinkBar links={metering.links} />
          <Button
            kind="primary"
            wide
            onClick={() => beginning.run({ command: 'acquire', comm_address, ...stageToVerify(meter, errand) })}
            disabled={isBusy || !metering.may}
          >
            <Icon name="search" /> {t('meter.verify.action')}
          </Button>
          {beginning.failure && <ErrorState error={beginning.failure} />}
        </VerifyFirst>
      )}
      {errand && !unverified && metering.may && (
        <>
          <WantedActions errand={errand} meter={meter} switchedOff={switched_off} isBusy={isBusy} onAct={actForForm} />
          {beginning.failure && <ErrorState error={beginning.failure} />}
          <LinkBar links={metering.links} />
        </>
      )}
      <Stood works={works} isDoubtful={Boolean(unverified)} />
      {!unverified && metering.may && (
        <>
          {!errand && (
            <>
              <LinkBar links={metering.links} />
              {beginning.failure && <ErrorState error={beginning.failure} />}
            </>
          )}
          <Actions meter={meter} isBusy={isBusy} onAct={act} without={[...(errand?.commands ?? []), ...switched_off]} />
        </>
      )}
      <Who meter={meter} />
      {points && <ReadingsChart points={points} />}
      <Card title={t('meter.works.title')}>
        {works.length === 0 ? <p className={styles.none}>{t('meter.works.none')}</p> : <WorkList works={works} isBare />}
      </Card>
      <LookBack {...lookedBack} />
      {isReading && (
        <ReadSheet
          onClose={() => setReading(false)}
          onItems={(items) => {
            setReading(false)
            beginning.run({ command: 'read', items, ...of })
          }}
        />
      )}
    </>
  )
}

/** Nothing is offered beside it: what the meter does now is not known. */
function VerifyFirst({ command, children }: { command: MeterCommand; children: React.ReactNode }) {
  const { t, language } = useI18n(texts)
  return (
    <section className={`${styles.verify} ${toneClass('soon')}`} role="alert">
      <p className={styles.verifyTitle}>
        <Icon name="question" size="2.25rem" /> <strong>{t('meter.verify.title')}</strong>
      </p>
      <p className={styles.verifyWhy}>{t('meter.verify.why', { command: commandName(command, language) })}</p>
      {children}
    </section>
  )
}

/** What the meter said of itself the last time that it was asked. */
function Stood({ works, isDoubtful }: { works: WorkLine[]; isDoubtful: boolean }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { data: work } = useWork(stoodAt(works)?.work)
  const facts = work ? standingFacts(work.after, language) : []
  if (work === undefined || facts.length === 0) {
    return (
      <Card title={t('meter.stood.title')}>
        <p className={styles.none}>{t(isDoubtful ? 'meter.stood.unknown' : 'meter.stood.never')}</p>
      </Card>
    )
  }
  return (
    <Card title={t(isDoubtful ? 'meter.stood.before' : 'meter.stood.title')}>
      <p className={styles.when}>
        <Icon name="clock" size="1em" /> {t('meter.stood.when', { ...formatPast(fromInstant(work.ended_at), now, language) })}
      </p>
      <FactRows facts={facts} />
    </Card>
  )
}

function Who({ meter: { comm_address, meter_no, asset_no, order, order_no } }: { meter: Meter }) {
  const { t } = useI18n(texts)
  const opening = useOrderInBusiness()
  const numbers = [
    { label: t('meter.who.meter_no'), value: meter_no },
    { label: t('meter.who.address'), value: comm_address },
    { label: t('meter.who.asset_no'), value: asset_no },
    { label: t('meter.who.order'), value: order_no },
  ].flatMap(({ label, value }) => (value ? [{ label, value: <CopyableNumber number={value} /> }] : []))
  return (
    <Card title={t('meter.who.title')}>
      <FactRows facts={numbers} />
      {order && (
        <Button wide onClick={() => opening.run(order)} disabled={opening.busy}>
          <Icon name="today" /> {t('meter.who.open_order')}
        </Button>
      )}
      {opening.failure && <ErrorState error={opening.failure} />}
    </Card>
  )
}
