import { useI18n } from '@ronghe/ui'
import { useMemo } from 'react'
import type { ProcessFiles } from '../api/types'
import { bundleOverview, OVERVIEW_PARTS } from './bundleOverview'
import { ChangeTag } from './ChangeTag'
import { texts } from './texts'
import styles from './processes.module.css'

/** Which stages, flows, forms, rules and limits differ between two versions; where nothing does, that too. */
export function DifferenceOverview({ from, to }: { from: ProcessFiles; to: ProcessFiles }) {
  const { t, say, language } = useI18n(texts)
  const overview = useMemo(() => bundleOverview(from.files, to.files), [from, to])
  return (
    <dl className={styles.overview}>
      {OVERVIEW_PARTS.map((part) => (
        <div key={part}>
          <dt>{t(`processes.overview.${part}`)}</dt>
          <dd>
            {overview[part].length === 0 && <span className={styles.muted}>{t('processes.overview.same')}</span>}
            <ul className={styles.changed}>
              {overview[part].map(({ id, change, name, details }) => (
                <li key={id}>
                  <ChangeTag change={change} />
                  <span>
                    {say(name)} {say(name) !== id && part !== 'policies' && <code className={styles.muted}>{id}</code>}
                    {details.length > 0 && <span className={styles.details}>{details.map(say).join(language === 'zh' ? '、' : ', ')}</span>}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}
