import { commandName, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { meterWorksQuery } from '../api/queries'
import type { MeterWorkLine } from '../api/types'
import { Answered } from '../parts/Answered'
import { Moment } from '../parts/Moment'
import { useAddress } from '../parts/useAddress'
import { paths } from '../paths'
import styles from './meters.module.css'
import { texts } from './texts'
import { fits, worksFilterOf } from './worksFilter'
import { WorksFilterBar } from './WorksFilterBar'
import { WorksTable } from './WorksTable'

/** What was done at a meter, the newest first; what nobody has verified above all. */
export function MeterWorks({ address }: { address: string }) {
  const { t } = useI18n(texts)
  const [search, change] = useAddress()
  const filter = worksFilterOf(search)
  const query = useQuery(meterWorksQuery(address))
  return (
    <Answered query={query} empty={{ when: (works) => works.length === 0, title: t('meters.works.empty'), advice: t('meters.works.empty_advice') }}>
      {(works) => {
        const shown = works.filter((work) => fits(filter, work))
        const open = works.find(({ unverified }) => unverified)
        return (
          <>
            {open && <Unverified work={open} />}
            <WorksFilterBar works={works} filter={filter} onChange={change} />
            <p className={styles.muted} role="status">{t('meters.works.count', { shown: shown.length, all: works.length })}</p>
            {shown.length > 0 && <WorksTable works={shown} />}
          </>
        )
      }}
    </Answered>
  )
}

function Unverified({ work }: { work: MeterWorkLine }) {
  const { t, language } = useI18n(texts)
  return (
    <p className={`${styles.warning} ${toneClass('soon')}`}>
      <Icon name="question" size="1em" />{' '}
      <span>
        {t('meters.works.unverified', { command: commandName(work.command, language) })}{' '}
        <Link to={paths.meterWork(work.work)}><Moment at={work.started_at} /></Link>
      </span>
    </p>
  )
}
