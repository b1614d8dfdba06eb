import { useI18n } from '@ronghe/ui'
import { useKindWords } from '../absences/useKindWords'
import { Fact } from '../orders/Fact'
import { entryFacts } from './entryFacts'
import { EntryValue } from './EntryValue'
import { texts } from './texts'
import styles from './audit.module.css'

type FactName = keyof typeof texts extends infer Key ? (Key extends `audit.fact.${infer Name}` ? Name : never) : never

/** What an entry holds, in words; and as it was written, because that is what its digest proves. */
export function EntryBody({ kind, body }: { kind: string; body: unknown }) {
  const { t } = useI18n(texts)
  const kindWords = useKindWords()
  const facts = entryFacts(body)
  const wordOf = (name: string) => (`audit.fact.${name}` in texts ? t(`audit.fact.${name as FactName}`) : name)
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(({ name, value }, at) => (
          <Fact key={at} name={wordOf(name)}>
            {name === 'kind' && kind.startsWith('absence_') ? kindWords(String(value)) : <EntryValue value={value} name={wordOf(name)} />}
          </Fact>
        ))}
      </dl>
      {facts.length > 0 && (
        <details>
          <summary className={styles.asWritten}>{t('audit.entry.as_written')}</summary>
          <code className={styles.body}>{JSON.stringify(body)}</code>
        </details>
      )}
    </>
  )
}
