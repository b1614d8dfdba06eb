import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { usePersonName } from '../people/usePersonName'
import type { Uncovered } from './coverage'
import { texts } from './texts'
import { useSpanWords } from './useSpanWords'
import styles from './absences.module.css'

/** The grids whose two people are both away, when, and who they are; that there is none is said too. */
export function Gaps({ gaps }: { gaps: Uncovered[] }) {
  const { t, language } = useI18n(texts)
  const nameOf = usePersonName()
  const spanWords = useSpanWords()
  if (gaps.length === 0) {
    return <p className={styles.covered}><Icon name="check" size="1em" /> {t('absences.gaps.covered')}</p>
  }
  return (
    <section className={`${styles.gaps} ${toneClass('soon')}`} aria-labelledby="gaps">
      <h2 id="gaps" className={styles.gapsTitle}><Icon name="alert" /> {t('absences.gaps.title', { count: gaps.length })}</h2>
      <ul className={styles.gapList}>
        {gaps.map((gap) => (
          <li key={`${gap.grid.grid} ${gap.from}`}>
            <strong>{gap.grid.name}</strong>{' '}
            {t(gap.away.length > 1 ? 'absences.gaps.line' : 'absences.gaps.alone', {
              span: spanWords(gap), people: gap.away.map(nameOf).join(language === 'zh' ? '、' : ', '),
            })}
          </li>
        ))}
      </ul>
      <p className={styles.advice}>{t('absences.gaps.advice')}</p>
    </section>
  )
}
