import { Screen, StatusBar, type MeteringState, type Work } from '@ronghe/field'
import { Button, commandName, ErrorState, groupNumber, Icon, SkeletonList, useI18n } from '@ronghe/ui'
import { useNavigate, useParams } from 'react-router'
import { useErrand } from '../errand/ErrandProvider'
import { stageToVerify } from '../errand/errandRules'
import { meterPath, METERS } from '../paths'
import { useBeginRun } from '../run/useBeginRun'
import { useFormInBusiness, useOrderInBusiness } from '../useHome'
import { useMetering, useWork } from '../useMetering'
import { meteringWords } from '../words/meteringWords'
import { AboutWork } from './AboutWork'
import { BeforeAfter } from './BeforeAfter'
import { offers, type Offer } from './nextStep'
import { OutcomeCard } from './OutcomeCard'
import { ReadoutCard } from './ReadoutCard'
import { texts } from './texts'

/** A work at a meter: what became of it, what was read, before and after, and the frames. */
export function WorkPage() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const { work: id = '' } = useParams()
  const { data: work, failure } = useWork(id)
  const { data: metering } = useMetering()
  const address = work?.comm_address
  return (
    <Screen
      title={work ? commandName(work.command, language) : t('works.page.title')}
      {...(address ? { over: groupNumber(address) } : {})}
      onBack={() => void navigate(address ? meterPath(address) : METERS)}
      backWord={t('works.page.list')}
      footer={work && metering ? <Offers work={work} metering={metering} /> : undefined}
      bar={<StatusBar />}
    >
      {failure !== undefined && <ErrorState error={meteringWords(failure, language)} />}
      {!work && failure === undefined && <SkeletonList rows={4} />}
      {work && (
        <>
          <OutcomeCard {...work} why={work.why} reason={work.reason} relay={work.after.relay} />
          <ReadoutCard readout={work.readout} />
          <BeforeAfter work={work} />
          <AboutWork work={work} />
        </>
      )}
    </Screen>
  )
}

/** The next step at the thumb. */
function Offers({ work, metering }: { work: Work; metering: MeteringState }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const beginning = useBeginRun(metering.links)
  const opening = useOrderInBusiness()
  const toForm = useFormInBusiness()
  const errand = useErrand()
  const { comm_address, order, command } = work
  const given = offers(work, errand)
  const isWanted = errand === undefined ? Boolean(order) : errand.commands.includes(command)
  const isSearch = command === 'acquire' && work.outcome === 'done' && !isWanted
  const act: Record<Offer, () => void> = {
    verify: () =>
      beginning.run({ command: 'acquire', ...(comm_address ? { comm_address } : {}), ...stageToVerify({ order: order ?? null }, errand) }),
    meter: () => void navigate(comm_address ? meterPath(comm_address) : METERS),
    order: () => order && opening.run(order),
    form: () => errand && toForm.run(errand),
  }
  const failure = beginning.failure ?? opening.failure ?? toForm.failure
  const name = (offer: Offer) =>
    offer !== 'meter' ? t(`works.action.${offer}`) : !comm_address ? t('works.action.list') : t(isSearch ? 'works.action.this_meter' : 'works.action.meter')
  return (
    <>
      {failure && <ErrorState error={failure} />}
      {given.map((offer, at) => (
        <Button
          key={offer}
          kind={at === 0 ? 'primary' : 'plain'}
          wide
          onClick={act[offer]}
          disabled={beginning.busy || opening.busy || toForm.busy || (offer === 'verify' && !metering.may)}
        >
          <Icon name={ICONS[offer]} /> {name(offer)}
        </Button>
      ))}
    </>
  )
}

const ICONS = { verify: 'search', meter: 'meter', order: 'today', form: 'return' } as const
