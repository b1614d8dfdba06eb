import { CopyableNumber, formatPast, Icon, toneClass, useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import { fromInstant } from '@ronghe/forms'
import type { Notice } from '../agent/wire'
import { useNow } from '../session/useNow'
import { texts } from '../texts'
import styles from './NoticeCard.module.css'
import { noticeLook } from './noticeLooks'

/** Something that happened without the worker. `children` is what he can do about it. */
export function NoticeCard({ notice, withOrder, children }: {
  notice: Notice
  withOrder: boolean
  children?: ReactNode
}) {
  const { t, say, language } = useI18n(texts)
  const { icon, meaning, word } = noticeLook(notice.about)
  const { relative, exact } = formatPast(fromInstant(notice.at), useNow(), language)
  return (
    <article className={styles.card} data-read={notice.read_at !== undefined}>
      <p className={styles.head}>
        <span className={`${styles.about} ${toneClass(meaning)}`}>
          <Icon name={icon} size="1em" /> {t(word)}
        </span>
        <time className={styles.time}>{t('field.moment.past', { relative, exact })}</time>
      </p>
      <p className={styles.text}>{say(notice.text)}</p>
      {withOrder && notice.order_no !== undefined && <CopyableNumber number={notice.order_no} />}
      {children}
    </article>
  )
}
