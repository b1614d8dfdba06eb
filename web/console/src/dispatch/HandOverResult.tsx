import { groupNumber, Icon, toneClass, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import type { HandOverReport, PersonView } from '../api/types'
import { paths } from '../paths'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** What went to whom, and what stayed and why. */
export function HandOverResult({ report, people }: { report: HandOverReport; people: PersonView[] }) {
  const { t } = useI18n(texts)
  const nameOf = (id: string) => people.find(({ person }) => person === id)?.name ?? id
  const receivers = Object.entries(report.to).sort(([, one], [, other]) => other - one)
  return (
    <div className={styles.handOver}>
      <p role="status" className={toneClass(report.moved > 0 ? 'done' : 'soon')}>
        <Icon name={report.moved > 0 ? 'check' : 'alert'} size="1em" />{' '}
        <strong>{t(report.moved > 0 ? 'dispatch.hand_over.moved' : 'dispatch.hand_over.none', { count: report.moved })}</strong>
      </p>
      {receivers.length > 0 && (
        <ul>
          {receivers.map(([person, count]) => (
            <li key={person}>
              <Link to={paths.orders({ worker: person })}>{nameOf(person)}</Link> {t('dispatch.hand_over.count', { count })}
            </li>
          ))}
        </ul>
      )}
      {report.stays.length > 0 && (
        <>
          <p className={toneClass('late')}>
            <Icon name="alert" size="1em" /> {t('dispatch.hand_over.stays')}
          </p>
          <ul>
            {report.stays.map(({ reason, count, example }) => (
              <li key={reason}>
                {reason} · {t('dispatch.hand_over.count', { count })}{' '}
                <Link to={paths.orders({ text: example })}>{t('dispatch.hand_over.example', { order_no: groupNumber(example) })}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {report.more && <p>{t('dispatch.hand_over.more')}</p>}
    </div>
  )
}
