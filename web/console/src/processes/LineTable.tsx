import { formatCount, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { ComparedLine, LineChange } from './lineDifference'
import { texts } from './texts'
import styles from './processes.module.css'

interface LineTableProps {
  name: string
  hunks: ComparedLine[][]
}

/** Lines with their numbers before and after; a sign says what is new and what is gone, and so does the ground. */
export function LineTable({ name, hunks }: LineTableProps) {
  const { t, language } = useI18n(texts)
  const [limit, setLimit] = useState(SHOWN_AT_ONCE)
  const lines = hunks.flatMap((hunk, at) => hunk.map((line, place) => ({ ...line, begins: at > 0 && place === 0 })))
  return (
    <>
      <table className={styles.lines} aria-label={t('processes.difference.of', { name })}>
        <thead className={styles.hidden}>
          <tr>
            <th scope="col">{t('processes.difference.before')}</th>
            <th scope="col">{t('processes.difference.after')}</th>
            <th scope="col">{t('processes.difference.sign')}</th>
            <th scope="col">{t('processes.difference.line')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, limit).map(({ change, before, after, text, begins }) => (
            <tr key={`${before} ${after}`} className={`${styles[change]} ${begins ? styles.begins : ''}`}>
              <td className={styles.lineNo}>{before}</td>
              <td className={styles.lineNo}>{after}</td>
              <td className={styles.sign}>
                {change !== 'same' && <span title={t(`processes.difference.${change}`)}>{SIGNS[change]}</span>}
              </td>
              <td className={styles.line}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > limit && (
        <Button size="small" onClick={() => setLimit(lines.length)}>
          {t('processes.difference.more', { count: formatCount(lines.length - limit, language) })}
        </Button>
      )}
    </>
  )
}

const SIGNS: Record<LineChange, string> = { same: '', added: '+', removed: '−' }
const SHOWN_AT_ONCE = 400
