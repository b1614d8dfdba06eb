import { useI18n } from '@ronghe/ui'
import { Button, Modal } from 'antd'
import { session } from '../api/client'
import { SignInForm } from './SignInForm'
import { texts } from './texts'
import styles from './session.module.css'

/** Stands over the page that the person was on, which keeps everything that was typed. */
export function SignInAgain({ name }: { name: string }) {
  const { t } = useI18n(texts)
  return (
    <Modal open title={t('session.again.title')} footer={null} closable={false} mask={{ closable: false }} keyboard={false} width={420}>
      <p className={styles.muted}>{t('session.again.kept', { name })}</p>
      <SignInForm />
      <Button type="link" block onClick={() => session.leave()}>
        {t('session.again.other')}
      </Button>
    </Modal>
  )
}
