import { Screen, StatusBar, type Run } from '@ronghe/field'
import { Button, commandName, EmptyState, ErrorState, groupNumber, Icon, SkeletonList, useI18n } from '@ronghe/ui'
import { Navigate, useNavigate } from 'react-router'
import { meterPath, METERS, workPath } from '../paths'
import { useMetering } from '../useMetering'
import { meteringWords } from '../words/meteringWords'
import { OutcomeCard } from '../works/OutcomeCard'
import { CancelRun } from './CancelRun'
import { Progress } from './Progress'
import { texts } from './texts'
import { useRun } from './useRun'

/** What is being done at the meter, frame by frame; then what became of it. */
export function RunPage() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const live = useRun()
  const metering = useMetering()
  const run = live.data
  const work = run?.result?.work ?? run?.work
  if (run?.state === 'ended' && work) return <Navigate to={workPath(work)} replace />
  const address = run?.comm_address
  const isLoaded = live.asOf !== undefined || live.failure !== undefined
  return (
    <Screen
      title={run ? commandName(run.command, language) : t('run.none.title')}
      {...(run ? { over: address ? t('run.page.over', { meter: groupNumber(address) }) : t('run.page.over_line') } : {})}
      onBack={() => void navigate(address ? meterPath(address) : METERS)}
      backWord={t(address ? 'run.page.meter' : 'run.page.list')}
      footer={run?.state === 'running' ? <CancelRun run={run} /> : undefined}
      bar={<StatusBar />}
    >
      {live.failure !== undefined && <ErrorState error={meteringWords(live.failure, language)} />}
      {!isLoaded && <SkeletonList rows={4} />}
      {run?.state === 'running' && <Progress run={run} isInfrared={isInfrared(run, metering.data?.links)} />}
      {run?.state === 'ended' && <EndedBefore run={run} />}
      {isLoaded && !run && live.failure === undefined && (
        <EmptyState
          title={t('run.none.title')}
          advice={t('run.none.advice')}
          action={<Button onClick={() => void navigate(METERS)}>{t('run.none.action')}</Button>}
        />
      )}
    </Screen>
  )
}

/** It ended before there was anything to record. */
function EndedBefore({ run }: { run: Run }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const { command, outcome, why, comm_address } = run
  return (
    <>
      <OutcomeCard command={command} outcome={outcome ?? 'refused'} why={why} reason={undefined} relay={undefined} />
      <Button wide onClick={() => void navigate(comm_address ? meterPath(comm_address) : METERS)}>
        <Icon name="back" /> {t('run.ended.again')}
      </Button>
    </>
  )
}

function isInfrared(run: Run, links: { link: string; kind: string }[] | undefined): boolean {
  return links?.find(({ link }) => link === run.link)?.kind === 'infrared'
}
