import { commandName, groupNumber, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { meterWorkQuery } from '../api/queries'
import type { MeterWorkFile } from '../api/types'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { paths } from '../paths'
import { OddityTags } from '../works/OddityTags'
import styles from './meters.module.css'
import { OutcomeTag } from './OutcomeTag'
import { texts } from './texts'
import { WorkFacts } from './WorkFacts'
import { WorkFrames } from './WorkFrames'
import { WorkLeave } from './WorkLeave'
import { WorkOutcome } from './WorkOutcome'
import { WorkParameter } from './WorkParameter'
import { WorkReadings } from './WorkReadings'
import { WorkStates } from './WorkStates'

/** One work at a meter with everything that proves it: who, on whose leave, what became of it, and every frame. */
export function WorkPage() {
  const { t, language } = useI18n(texts)
  const { work = '' } = useParams()
  const query = useQuery(meterWorkQuery(work))
  const record = query.data?.record
  const meter = record?.meter ?? record?.meant
  return (
    <>
      <PageHead
        title={record ? t('meters.work.title', { command: commandName(record.command, language) }) : t('meters.work.untitled')}
        note={query.data && <span className={styles.links}><OutcomeTag outcome={query.data.record.outcome} /><OddityTags work={query.data} /></span>}
        actions={meter && <Link to={paths.meter(meter)}>{t('meters.meter.title', { meter: groupNumber(meter) })}</Link>}
      />
      <Answered query={query}>{(file) => <Work file={file} />}</Answered>
    </>
  )
}

function Work({ file }: { file: MeterWorkFile }) {
  const { record } = file
  return (
    <div className={styles.work}>
      <div className={styles.column}>
        <WorkOutcome file={file} />
        <WorkStates work={record} />
        <WorkParameter work={record} />
        <WorkReadings work={record} />
        <WorkFrames file={file} />
      </div>
      <div className={styles.column}>
        <WorkFacts file={file} />
        <WorkLeave file={file} />
      </div>
    </div>
  )
}
