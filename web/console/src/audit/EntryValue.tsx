import { formatExact, useI18n } from '@ronghe/ui'
import { HashText } from '../parts/HashText'
import { toDate } from '../parts/Moment'
import { isCounts, isDigest, isId, isInstant } from './entryFacts'
import { texts } from './texts'
import { useIdNames } from './useIdNames'
import styles from './audit.module.css'

/** One value of an entry: a moment as a date, an id by the name of who or what it is. */
export function EntryValue({ value, name }: { value: unknown; name: string }) {
  const { t } = useI18n(texts)
  const nameOf = useIdNames()
  if (isInstant(value)) return <span className={styles.oneLine}>{formatExact(toDate(value))}</span>
  if (typeof value === 'boolean') return t(value ? 'audit.entry.yes' : 'audit.entry.no')
  if (isId(value)) return nameOf(value) ?? <HashText end hash={value} name={name} />
  if (isDigest(value)) return <HashText hash={value} name={name} />
  if (isCounts(value)) {
    return Object.entries(value).map(([id, count]) => (
      <span key={id} className={styles.counted}>{t('audit.entry.count_of', { what: nameOf(id) ?? id.slice(-SHOWN_OF_ID), count })}</span>
    ))
  }
  if (Array.isArray(value)) {
    const words = value.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each)))
    const first = words.slice(0, SHOWN_OF_LIST).join(t('audit.entry.and'))
    return words.length <= SHOWN_OF_LIST ? first : t('audit.entry.list_of', { first, count: words.length })
  }
  return String(value)
}

const SHOWN_OF_LIST = 3
const SHOWN_OF_ID = 8
