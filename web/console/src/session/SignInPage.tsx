import { useI18n } from '@ronghe/ui'
import { PreferenceButtons } from '../frame/PreferenceButtons'
import { SignInForm } from './SignInForm'
import { texts } from './texts'
import styles from './session.module.css'

export function SignInPage() {
  const { t } = useI18n(texts)
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <header className={styles.brand}>
          <h1 className={styles.name}>{t('session.page.title')}</h1>
          <p className={styles.muted}>{t('session.page.purpose')}</p>
        </header>
        <SignInForm />
      </section>
      <PreferenceButtons />
    </main>
  )
}
