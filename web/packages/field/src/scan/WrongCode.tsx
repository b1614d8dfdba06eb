import type { CodeVerdict } from '@ronghe/forms'
import { groupNumber, Icon, toneClass, useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import { texts } from '../texts'
import styles from './ScanSheet.module.css'

/** A code that was not taken: what was read, why not, and what was expected. `children` is what can be done. */
export function WrongCode({ verdict: { code, faults, expected }, children }: { verdict: CodeVerdict; children: ReactNode }) {
  const { t, say } = useI18n(texts)
  return (
    <section className={`${styles.wrong} ${toneClass('late')}`} role="alert">
      <p className={styles.reason}>
        <Icon name="alert" /> <span>{faults.map(say).join(t('field.scan.and'))}</span>
      </p>
      <dl className={styles.compared}>
        <dt>{t('field.scan.read')}</dt>
        <dd>{groupNumber(code)}</dd>
        {expected && (
          <>
            <dt>{t('field.scan.expected')}</dt>
            <dd>{groupNumber(say(expected))}</dd>
          </>
        )}
      </dl>
      <div className={styles.actions}>{children}</div>
    </section>
  )
}
