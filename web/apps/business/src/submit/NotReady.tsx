import type { Verdict } from '@ronghe/forms'
import { Button, Icon, toneClass, useI18n } from '@ronghe/ui'
import styles from './submit.module.css'
import { texts } from './texts'

/** The terminal's own check found something: it has the last word before anything is recorded. */
export function NotReady({ verdict, onBack }: { verdict: Verdict; onBack: () => void }) {
  const { t, say } = useI18n(texts)
  return (
    <section className={`${styles.refused} ${toneClass('late')}`} role="alert">
      <p className={styles.line}>
        <Icon name="alert" /> <strong>{t('submit.not_ready.title', { count: verdict.errors.length })}</strong>
      </p>
      <ul className={styles.findings}>
        {verdict.errors.map((finding) => (
          <li key={`${finding.field} ${finding.rule ?? finding.code}`}>{say(finding.message)}</li>
        ))}
      </ul>
      <Button onClick={onBack}>
        <Icon name="back" /> {t('submit.not_ready.back')}
      </Button>
    </section>
  )
}
