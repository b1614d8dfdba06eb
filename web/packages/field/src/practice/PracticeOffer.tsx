import { Button, ErrorState, Icon, useI18n } from '@ronghe/ui'
import { useSession } from '../session/FieldProvider'
import { useCommand } from '../session/useCommand'
import { texts } from '../texts'
import styles from './practice.module.css'

/** The way into practice, for who has no card yet (`isLocked`) or wants to try something without harm. */
export function PracticeOffer({ isLocked = false }: { isLocked?: boolean }) {
  const { t } = useI18n(texts)
  const session = useSession()
  const beginning = useCommand(() => session.beginPractice())
  return (
    <div className={styles.offer}>
      {beginning.failure && <ErrorState error={beginning.failure} />}
      <Button wide onClick={beginning.run} disabled={beginning.busy}>
        <Icon name="work" /> {t(isLocked ? 'field.practice.offer' : 'field.practice.begin')}
      </Button>
      <p className={styles.harmless}>{t('field.practice.harmless')}</p>
    </div>
  )
}
