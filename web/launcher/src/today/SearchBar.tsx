import { Button, Icon, useI18n } from '@ronghe/ui'
import styles from './SearchBar.module.css'
import { texts } from './texts'

interface SearchBarProps {
  sought: string
  onSeek: (sought: string) => void
  onScan: () => void
}

/** Narrows the list while typing; a scan key types into it, too. */
export function SearchBar({ sought, onSeek, onScan }: SearchBarProps) {
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
          placeholder={t('today.search.hint')}
          aria-label={t('today.search.label')}
          autoComplete="off"
        />
      </label>
      {sought === '' ? (
        <Button onClick={onScan}>
          <Icon name="barcode" /> {t('today.search.scan')}
        </Button>
      ) : (
        <Button onClick={() => onSeek('')}>
          <Icon name="close" /> {t('today.search.clear')}
        </Button>
      )}
    </div>
  )
}
