import { agentWords } from '../problems/agentWords'
import { Button, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useSession, useStanding } from '../session/FieldProvider'
import { texts } from '../texts'
import { CardNotice } from './CardNotice'
import styles from './UnlockScreen.module.css'

/** The agent does not know this page: it was opened twice, or its agent was started anew. */
export function LeftOutScreen() {
  const { t, language } = useI18n(texts)
  const session = useSession()
  const { failure } = useStanding()
  return (
    <div className={styles.screen}>
      <main className={styles.main}>
        <h1 className={styles.title}>{t('field.left_out.title')}</h1>
        <CardNotice icon="home" title={t('field.left_out.reopen')} advice={t('field.left_out.nothing_lost')} />
        {failure !== undefined && <ErrorState error={agentWords(failure, language)} />}
        <Button kind="primary" wide onClick={() => void session.refresh()}>
          <Icon name="redo" /> {t('field.list.again')}
        </Button>
      </main>
    </div>
  )
}
