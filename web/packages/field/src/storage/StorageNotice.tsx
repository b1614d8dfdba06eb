import { Button, ErrorState, formatFileSize, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useAgent, useStanding } from '../session/FieldProvider'
import { useCommand } from '../session/useCommand'
import { texts } from '../texts'
import styles from './StorageNotice.module.css'
import { storageLevel } from './storageLevel'

interface StorageNoticeProps {
  /** Something on this page could not be kept. */
  isUnsaved?: boolean
  /** Leads to what waits to be sent, where that is not this page. */
  onOutbox?: () => void
  /** From which level on it speaks. */
  from?: 'low' | 'short'
}

/** Storage that runs out: what has happened, what is safe, and what makes room again. */
export function StorageNotice({ isUnsaved = false, onOutbox, from = 'low' }: StorageNoticeProps) {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const { state } = useStanding()
  const syncing = useCommand(() => agent.sync())
  const level = storageLevel(state)
  if (level === 'fine' || (level === 'low' && from === 'short')) return null
  const free = formatFileSize(state?.storage.free_bytes ?? 0)
  const isOffline = state?.network === 'none'

  return (
    <section className={`${styles.notice} ${toneClass(level === 'short' ? 'late' : 'soon')}`} role="alert">
      <p className={styles.what}>
        <Icon name="storage" size="1.75rem" />
        <strong>{level === 'short' ? t('field.storage.short', { free }) : t('field.storage.low', { free })}</strong>
      </p>
      <p className={styles.line}>
        <Icon name={isUnsaved ? 'alert' : 'check'} />
        <span>{t(isUnsaved ? 'field.storage.unsaved' : level === 'short' ? 'field.storage.safe_short' : 'field.storage.safe')}</span>
      </p>
      <p className={styles.line}>
        <Icon name="forward" /> <span>{t(isOffline ? 'field.storage.find_network' : 'field.storage.upload')}</span>
      </p>
      {syncing.failure && <ErrorState error={syncing.failure} />}
      <div className={styles.actions}>
        <Button kind="primary" onClick={syncing.run} disabled={syncing.busy}>
          <Icon name="swap" /> {t('field.storage.sync')}
        </Button>
        {onOutbox && (
          <Button onClick={onOutbox}>
            <Icon name="upload" /> {t('field.storage.outbox')}
          </Button>
        )}
      </div>
    </section>
  )
}
