import { Button, Icon, useI18n } from '@ronghe/ui'
import styles from './SearchField.module.css'
import { texts } from './texts'

interface SearchFieldProps {
  sought: string
  onSeek: (sought: string) => void
  onScan: () => void
}

/** Finds while it is typed into; a scan key types into it, too. */
export function SearchField({ sought, onSeek, onScan }: SearchFieldProps) {
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
          placeholder={t('customers.search.hint')}
          aria-label={t('customers.search.label')}
          maxLength={SOUGHT_MAX}
          autoComplete="off"
        />
      </label>
      {sought === '' ? (
        <Button onClick={onScan}>
          <Icon name="barcode" /> {t('customers.search.scan')}
        </Button>
      ) : (
        <Button onClick={() => onSeek('')}>
          <Icon name="close" /> {t('customers.search.clear')}
        </Button>
      )}
    </div>
  )
}

const SOUGHT_MAX = 64
