import { EmptyState, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { processesQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { paths } from '../paths'
import { useProcessTitles } from '../processes/useProcessTitles'
import { otherVersions } from '../processes/otherVersions'
import { MigrationVersions } from './MigrationVersions'
import { texts } from './texts'
import styles from './migration.module.css'

/** Running orders of one version of a process, on their way to another (迁移在途工单). */
export function MigrationPage() {
  const { t, say } = useI18n(texts)
  const { hash = '' } = useParams()
  const titleOf = useProcessTitles()
  const query = useQuery(processesQuery)
  const from = query.data?.items.find((line) => line.hash === hash)
  const way = (
    <span className={styles.way}>
      <Link to={paths.processes()}>{t('migration.page.processes')}</Link>
      {from && (
        <>
          <span>{say(titleOf(from.process))}</span>
          <Link to={paths.process(hash)}>{t('migration.page.from', { version: from.version })}</Link>
        </>
      )}
    </span>
  )
  return (
    <>
      <PageHead title={t('migration.page.title')} note={way} />
      <Answered query={query}>
        {({ items }) => {
          const targets = otherVersions(hash, items)
          if (!from) return <EmptyState title={t('migration.page.gone_title')} advice={t('migration.page.gone_advice')} />
          if (targets.length === 0) return <EmptyState title={t('migration.page.alone_title')} advice={t('migration.page.alone_advice')} />
          return <MigrationVersions key={hash} from={from} targets={targets} />
        }}
      </Answered>
    </>
  )
}
