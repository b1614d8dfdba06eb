import { formatExact, formatExactDue, useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { Maybe, Micros, OrderFile } from '../api/types'
import { LIMIT_STATES, limitsInOrder, limitState } from '../orders/limitStates'
import { texts as orderTexts } from '../orders/texts'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { PersonName } from '../people/PersonName'
import { texts } from './texts'
import styles from './casefile.module.css'

/** Each limit of the order: from when, until when, how it stands or ended, and why it was missed. */
export function LimitTable({ file }: { file: OrderFile }) {
  const { t, say } = useI18n(texts)
  const { t: tell } = useI18n(orderTexts)
  const exact = (at: Maybe<Micros>) => (isGiven(at) ? formatExact(toDate(at)) : '–')
  return (
    <div className={styles.window} role="group" aria-labelledby="limits" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('casefile.limits.kind')}</th>
            <th scope="col">{t('casefile.limits.name')}</th>
            <th scope="col">{t('casefile.limits.started')}</th>
            <th scope="col">{t('casefile.limits.due')}</th>
            <th scope="col">{t('casefile.limits.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {limitsInOrder(file.limits).map((limit) => {
            const { kind, name, started_at, due_at, ended_at, may_move, wants_reason, explained } = limit
            const state = limitState(limit)
            const reason = isGiven(explained) ? file.overdue_reasons.find(({ code }) => code === explained.code) : undefined
            return (
              <tr key={limit.limit}>
                <td>{tell(kind === 'statutory' ? 'orders.limits.statutory' : 'orders.limits.internal')}</td>
                <td>{say(name)}</td>
                <td>{exact(started_at)}</td>
                <td>{isGiven(due_at) ? formatExactDue(toDate(due_at)) : '–'} {may_move && <span className={styles.muted}>{tell('orders.limits.may_move')}</span>}</td>
                <td>
                  {state === undefined ? t('casefile.limits.runs') : <Tag {...LIMIT_STATES[state]}>{tell(`orders.limits.${state}`)}</Tag>}{' '}
                  {isGiven(ended_at) && exact(ended_at)} {wants_reason && tell('orders.limits.wants_reason')}
                  {isGiven(explained) && (
                    <span className={styles.received}>
                      {tell('orders.limits.because', { reason: reason ? say(reason.name) : explained.code })} {explained.note}{' '}
                      <PersonName person={explained.by} name={file.people[explained.by]} /> {exact(explained.at)}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
