import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { newestRootQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { HashText } from '../parts/HashText'
import { Moment } from '../parts/Moment'
import { texts } from './texts'
import styles from './audit.module.css'

/** The newest signed root over all chains: kept outside, it proves what was before it. */
export function NewestRoot() {
  const { t } = useI18n(texts)
  const query = useQuery(newestRootQuery)
  return (
    <section className={styles.root} aria-labelledby="root-title">
      <h2 id="root-title" className={styles.rootTitle}>{t('audit.root.title')}</h2>
      <Answered query={query} rows={1}>
        {({ at, chains, root, signature, key }) => (
          <div className={styles.rootFacts}>
            <Moment at={at} />
            <span>{t('audit.root.chains', { count: chains })}</span>
            <span>{t('audit.root.root')} <HashText hash={root} name={t('audit.root.root')} /></span>
            <span>{t('audit.root.signature')} <HashText hash={signature} name={t('audit.root.signature')} /></span>
            <span>{t('audit.root.key')} <HashText hash={key} name={t('audit.root.key')} /></span>
          </div>
        )}
      </Answered>
      <p className={styles.muted}>{t('audit.root.use')}</p>
    </section>
  )
}
