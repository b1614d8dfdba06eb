import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router'
import { processesQuery, processQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { paths } from '../paths'
import { BundleDifference } from './BundleDifference'
import { texts } from './texts'
import { useProcessTitles } from './useProcessTitles'
import { otherVersions, usualOther } from './otherVersions'
import styles from './processes.module.css'

/** A version beside another of the same process; which, stands in the address. */
export function DifferencePage() {
  const { t, say } = useI18n(texts)
  const { hash = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const titleOf = useProcessTitles()
  const lines = useQuery(processesQuery)
  const own = lines.data?.items.find((line) => line.hash === hash)
  const others = otherVersions(hash, lines.data?.items ?? [])
  const other = others.find((line) => line.hash === search.get('with')) ?? (own && usualOther(own.version, others))
  const ownFiles = useQuery(processQuery(hash))
  const otherFiles = useQuery({ ...processQuery(other?.hash ?? ''), enabled: other !== undefined })
  return (
    <>
      <PageHead
        title={t('processes.difference.page')}
        note={
          <span className={styles.facts}>
            <Link to={paths.processes()}>{t('processes.page.title')}</Link>
            {own && <Link to={paths.process(hash)}>{say(titleOf(own.process))} {t('processes.version.number', { version: own.version })}</Link>}
          </span>
        }
        actions={
          other && (
            <label className={styles.facts}>
              {t('processes.difference.with')}
              <Select
                className={styles.other ?? ''}
                aria-label={t('processes.difference.with')}
                value={other.hash}
                onChange={(chosen: string) => setSearch({ with: chosen }, { replace: true })}
                options={others.map(({ hash: each, version, active }) => ({
                  value: each,
                  label: `${t('processes.version.number', { version })}${active ? ` · ${t('processes.version.active')}` : ''}`,
                }))}
              />
            </label>
          )
        }
      />
      <Answered
        query={lines}
        empty={{ when: () => other === undefined, title: t('processes.difference.alone'), advice: t('processes.difference.alone_advice') }}
      >
        {() => (
          <Answered query={ownFiles}>
            {(one) => (
              <Answered query={otherFiles}>
                {(two) => {
                  const [from, to] = one.version < two.version ? [one, two] : [two, one]
                  return <BundleDifference key={`${from.hash} ${to.hash}`} from={from} to={to} isUnfolded />
                }}
              </Answered>
            )}
          </Answered>
        )}
      </Answered>
    </>
  )
}
