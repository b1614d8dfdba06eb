import { CopyableNumber, Icon, toneClass, useI18n } from '@ronghe/ui'
import { Modal } from 'antd'
import { texts } from './texts'
import styles from './terminals.module.css'

interface OnceShownProps {
  title: string
  secret: string
  note: string
  onClose: () => void
}

/** A code that nobody can look up again; closing needs the button, not a click beside the window. */
export function OnceShown({ title, secret, note, onClose }: OnceShownProps) {
  const { t } = useI18n(texts)
  return (
    <Modal
      open
      title={title}
      okText={t('terminals.once.noted')}
      cancelButtonProps={{ style: { display: 'none' } }}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      onOk={onClose}
    >
      <p className={styles.secret}><CopyableNumber number={secret} /></p>
      <p>{note}</p>
      <p className={`${styles.once} ${toneClass('soon')}`}>
        <Icon name="alert" /> {t('terminals.once.warning')}
      </p>
    </Modal>
  )
}
