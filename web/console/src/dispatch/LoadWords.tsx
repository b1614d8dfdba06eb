import { useI18n } from '@ronghe/ui'
import { Tag } from '../parts/Tag'
import { isTooMuch, NO_LOAD, type PersonLoad } from './load'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** What somebody has on his hands, of how much; and that he may have no more. */
export function LoadWords({ load = NO_LOAD }: { load: PersonLoad | undefined }) {
  const { t } = useI18n(texts)
  const { open, soon, late, most } = load
  const words = most === undefined ? t('dispatch.candidate.load_words', { open, soon, late }) : t('dispatch.candidate.load_of', { open, soon, late, most })
  return (
    <span className={styles.load}>
      {words} {isTooMuch(load, 1) && <Tag meaning="soon" icon="alert">{t('dispatch.candidate.full')}</Tag>}
    </span>
  )
}
