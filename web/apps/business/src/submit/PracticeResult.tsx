import { stageTitle, type OrderDetail, type PracticeReport } from '@ronghe/field'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import styles from './submit.module.css'
import { texts } from './texts'

interface PracticeResultProps {
  report: PracticeReport
  detail: OrderDetail
}

/** What came of practice: whether the order is through, what would have been refused, and what is worth a look. */
export function PracticeResult({ report, detail }: PracticeResultProps) {
  const { t, say } = useI18n(texts)
  const { finished, remarks } = report
  const titleOf = (id: string) => {
    const stage = detail.order.stages[id]
    return stage ? say(stageTitle(detail, stage)) : ''
  }
  const lists = [
    { title: t('submit.practice.refused'), remarks: remarks.filter(({ refused }) => refused) },
    { title: t('submit.practice.noticed'), remarks: remarks.filter(({ refused }) => !refused) },
  ]
  return (
    <>
      <section className={`${styles.saved} ${toneClass('done')}`} role="status">
        <Icon name="check" size="3.5rem" />
        <p className={styles.big}>{t(finished ? 'submit.practice.finished' : 'submit.practice.stage_done')}</p>
        <p>{t('submit.practice.nowhere')}</p>
      </section>
      {finished && remarks.length === 0 && <p className={styles.remark}>{t('submit.practice.clean')}</p>}
      {lists
        .filter((list) => list.remarks.length > 0)
        .map((list) => (
          // Reached by the keyboard, so that a long list can be scrolled: there is nothing to press here.
          <section key={list.title} aria-label={list.title} tabIndex={0}>
            <h2 className={styles.heading}>{list.title}</h2>
            <ul className={styles.remarks}>
              {list.remarks.map(({ stage, text }) => (
                <li key={`${stage} ${text.zh}`} className={styles.remark}>
                  <strong>{titleOf(stage)}</strong> {say(text)}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}
