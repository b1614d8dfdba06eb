import { Button, Icon, useI18n } from '@ronghe/ui'
import { texts } from '../texts'
import styles from './SearchBar.module.css'

interface SearchBarProps {
  /** What is looked for, for whoever does not see the glass. */
  label: string
  /** What may be typed. */
  hint: string
  sought: string
  onSeek: (sought: string) => void
  onScan: () => void
}

/** Finds while it is typed into; a scan key types into it, too. */
export function SearchBar({ label, hint, sought, onSeek, onScan }: SearchBarProps) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.bar} role="search">
      <label className={styles.field}>
        <Icon name="search" />
        <input
          className={styles.input}
          type="search"
          value={sought}
          onChange={(event) => onSeek(event.target.value)}
          placeholder={hint}
          aria-label={label}
          maxLength={SOUGHT_MAX}
          autoComplete="off"
        />
      </label>
      {sought === '' ? (
        <Button onClick={onScan}>
          <Icon name="barcode" /> {t('field.search.scan')}
        </Button>
      ) : (
        <Button onClick={() => onSeek('')}>
          <Icon name="close" /> {t('field.search.clear')}
        </Button>
      )}
    </div>
  )
}

const SOUGHT_MAX = 64
