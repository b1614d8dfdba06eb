import { Icon, toneClass, useI18n } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { Tag } from '../parts/Tag'
import { CASE_VERDICTS, type CaseCheck } from './caseCheck'
import { ALL_VERDICTS, VERDICTS } from './fileVerdict'
import { texts } from './texts'
import styles from './casefile.module.css'

/** What was checked, in three lines, and what that comes to. */
export function CaseChecks({ file, check }: { file: OrderFile; check: CaseCheck }) {
  const { t } = useI18n(texts)
  const { verdict, files, links } = check
  const look = CASE_VERDICTS[verdict]
  const found = ALL_VERDICTS.filter((each) => files[each] > 0)
  return (
    <section className={styles.checks} aria-labelledby="checks">
      <h3 id="checks">{t('casefile.check.title')}</h3>
      <p className={`${styles.verdict} ${toneClass(look.meaning)}`}><Icon name={look.icon} size="1.1em" /> {t(`casefile.check.${verdict}`)}</p>
      <p className={styles.checkLine}>
        <span>{t(file.evidence.length === 0 ? 'casefile.check.no_evidence' : 'casefile.check.evidence', { count: file.evidence.length })}</span>
        {found.map((each) => (
          <Tag key={each} {...VERDICTS[each]}>{t('casefile.verdict.count', { verdict: t(`casefile.verdict.${each}`), count: files[each] })}</Tag>
        ))}
      </p>
      <p className={styles.checkLine}>
        <span>{t('casefile.check.story', { count: file.story.length })}</span>
        {links === undefined && <Tag meaning="soon" icon="alert">{t('casefile.link.unchecked')}</Tag>}
        {links && links.follows.length > 0 && (
          <Tag meaning="done" icon="check">{t('casefile.verdict.count', { verdict: t('casefile.link.follows'), count: links.follows.length })}</Tag>
        )}
        {links && links.broken.length > 0 && (
          <Tag meaning="late" icon="alert">{t('casefile.verdict.count', { verdict: t('casefile.link.broken'), count: links.broken.length })}</Tag>
        )}
        {links && links.erased.length > 0 && (
          <Tag meaning="soon" icon="alert">{t('casefile.verdict.count', { verdict: t('casefile.link.erased'), count: links.erased.length })}</Tag>
        )}
        {!file.story_verifies && <Tag meaning="late" icon="alert">{t('casefile.audit.platform_denies')}</Tag>}
      </p>
      <p className={styles.muted}>{t('casefile.check.audit')}</p>
    </section>
  )
}
