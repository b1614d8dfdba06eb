import { Icon, useI18n } from '@ronghe/ui'
import { App } from 'antd'
import { texts } from './texts'
import styles from './parts.module.css'

interface HashTextProps {
  hash: string
  name: string
  /** Ids begin with the time; their end tells them apart. */
  end?: boolean
}

/** A digest or key: its beginning is shown, all of it is copied. */
export function HashText({ hash, name, end = false }: HashTextProps) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const shown = end ? hash.slice(-SHOWN) : hash.slice(0, SHOWN)
  const copy = async () => {
    await navigator.clipboard.writeText(hash)
    message.success(t('parts.hash.copied'))
  }
  return (
    <button type="button" className={styles.hash} title={hash} aria-label={t('parts.hash.copy', { name, shown })} onClick={() => void copy()}>
      <code>{shown}</code> <Icon name="copy" size="1em" />
    </button>
  )
}

const SHOWN = 12
