import { useI18n } from '@ronghe/ui'
import { useQueries } from '@tanstack/react-query'
import { Link } from 'react-router'
import { migrationPreviewQuery } from '../api/queries'
import type { ProcessLine } from '../api/types'
import { paths } from '../paths'
import { texts } from './texts'
import styles from './migration.module.css'

/** Where the orders of a version without any still are: on older ones, each with the way to move them here. */
export function OlderRunning({ version, others }: { version: ProcessLine; others: ProcessLine[] }) {
  const { t } = useI18n(texts)
  const older = others.filter((each) => each.version < version.version).slice(0, LOOKED_AT_MAX)
  const found = useQueries({ queries: older.map((each) => migrationPreviewQuery({ from: each.hash, to: version.hash, plan: {} })) })
  const running = older.flatMap((line, at) => {
    const data = found[at]?.data
    return data && data.orders > 0 ? [{ line, count: data.orders, hasMore: data.more }] : []
  })
  if (older.length === 0) return null
  if (running.length === 0) {
    if (found.some(({ isPending }) => isPending)) return <p role="status">{t('migration.older.looking')}</p>
    // What is not known is not said to be none.
    return found.every(({ data }) => data !== undefined) ? <p>{t('migration.older.none')}</p> : null
  }
  return (
    <ul className={styles.older}>
      {running.map(({ line, count, hasMore }) => (
        <li key={line.hash}>
          {t(hasMore ? 'migration.older.running_more' : 'migration.older.running', { version: line.version, count })}{' '}
          <Link to={paths.migration(line.hash, { to: version.hash })}>
            {t('migration.older.move', { from: line.version, to: version.version })}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Each look goes through the orders of a version; those before are long done with. */
const LOOKED_AT_MAX = 5
