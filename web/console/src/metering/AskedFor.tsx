import { formatMoment, formatMoney, Icon, parameterName, parameterNumber, requestSaid, requestWords, toneClass, useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import { isGiven } from '../api/given'
import type { AuthorisationEntry } from '../api/types'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { useNow } from '../parts/useNow'
import styles from './metering.module.css'
import { texts } from './texts'

/** What exactly leave is asked for, large: it is all that the executor has said himself. Nothing that came is left out. */
export function AskedFor({ entry }: { entry: AuthorisationEntry }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const said = requestSaid(entry.command, entry.parameter)
  const words = requestWords(said, now, language)
  switch (said.kind) {
    case 'nothing':
      return null
    case 'missing':
      // Whether the customer was asked matters only where the order wants it.
      return said.need === 'contacted' && entry.facts?.confirmed_restore !== true ? (
        <p className={styles.note}>{words}</p>
      ) : (
        <p className={`${styles.missing} ${toneClass('late')}`}>
          <Icon name="alert" size="1em" /> <strong>{words}</strong>
        </p>
      )
    case 'unknown':
      return (
        <Asked tone="late" big={t('metering.asked.unknown')}>
          <pre className={styles.raw}>{said.raw}</pre>
          <p className={styles.askFirst}>{t('metering.asked.ask_first')}</p>
        </Asked>
      )
    case 'second_notice':
    case 'contacted':
      return (
        <Asked tone={said.kind === 'contacted' && !said.contacted ? 'late' : 'plain'} big={words}>
          <p className={styles.note}>{t('metering.asked.not_checked')}</p>
        </Asked>
      )
    case 'parameter': {
      const number = parameterNumber(said.identifier, said.hex)
      return (
        <Asked big={parameterName(said.identifier, language) ?? t('metering.asked.identifier', { identifier: said.identifier })}>
          <p className={styles.change}>
            <PresentSaid identifier={said.identifier} present={entry.present} /> <Icon name="forward" size="1em" />{' '}
            <strong className={styles.big}>{number ?? said.hex}</strong>
          </p>
          <dl className={styles.facts}>
            <dt>{t('metering.asked.identifier_of')}</dt>
            <dd>{`${said.identifier} · ${PROTOCOLS[said.protocol]}`}</dd>
            <dt>{t('metering.asked.bytes')}</dt>
            <dd><code>{said.hex}</code></dd>
          </dl>
        </Asked>
      )
    }
    case 'purchase':
      return (
        <Asked big={formatMoney(said.amount_fen)}>
          <dl className={styles.facts}>
            <dt>{t('metering.asked.count')}</dt>
            <dd>{t(said.count === 1 ? 'metering.asked.first_purchase' : 'metering.asked.purchase', { count: said.count })}</dd>
            {isGiven(said.customer_no) && (
              <>
                <dt>{t('metering.asked.customer_no')}</dt>
                <dd>{said.customer_no}</dd>
              </>
            )}
          </dl>
        </Asked>
      )
  }
}

interface PresentSaidProps {
  identifier: string
  present: AuthorisationEntry['present']
}

/** What it is now: what the executor has read at the meter, and when. */
function PresentSaid({ identifier, present }: PresentSaidProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  if (!isGiven(present)) return <span className={styles.muted}>{t('metering.asked.present_not_told')}</span>
  const { value, read_at } = present
  const said = isGiven(value) ? (parameterNumber(identifier, value) ?? value) : t('metering.asked.present_none')
  return (
    <>
      <strong className={styles.big}>{said}</strong>{' '}
      <span className={styles.muted}>{t('metering.asked.present_read', { when: formatMoment(toDate(read_at), now, language) })}</span>
    </>
  )
}

interface AskedProps {
  tone?: 'plain' | 'late'
  big: ReactNode
  children: ReactNode
}

function Asked({ tone = 'plain', big, children }: AskedProps) {
  const { t } = useI18n(texts)
  return (
    <section className={`${styles.asked} ${tone === 'late' ? toneClass('late') : ''}`} aria-label={t('metering.asked.title')}>
      <p className={styles.askedHead}>
        <strong className={styles.big}>{big}</strong>
        <Tag meaning="soon" icon="person">{t('metering.asked.said')}</Tag>
      </p>
      {children}
    </section>
  )
}

const PROTOCOLS = { dlt645: 'DL/T 645', dlt698: 'DL/T 698.45' } as const
