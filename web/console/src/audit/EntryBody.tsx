import styles from './audit.module.css'

/** What an entry holds, as it was written; a long one is opened. */
export function EntryBody({ body }: { body: unknown }) {
  const written = JSON.stringify(body)
  if (written.length <= SHOWN_MAX) return <code className={styles.body}>{written}</code>
  return (
    <details>
      <summary className={styles.longBody}>
        <code className={styles.body}>{written.slice(0, SHOWN_MAX)}…</code>
      </summary>
      <code className={styles.body}>{written}</code>
    </details>
  )
}

/** Characters; a change of the organisation can list thousands of codes. */
const SHOWN_MAX = 200
