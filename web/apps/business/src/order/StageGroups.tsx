import type { Stage } from '@ronghe/field'
import { checkForm, evidenceNeeds, EvidenceTiles, visibleValues } from '@ronghe/forms'
import { EmptyState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { Link, useNavigate } from 'react-router'
import { useStageForm } from '../form/useStageForm'
import { formPath } from '../paths'
import { groupStandings } from './groupStandings'
import { useOrderInHand } from './OrderRoom'
import styles from './StageGroups.module.css'
import { texts } from './texts'

/** The stage's groups as cards, each with what is still missing, and the evidence as tiles that fill up. */
export function StageGroups({ stage, isWorkable }: { stage: Stage; isWorkable: boolean }) {
  const { t, say } = useI18n(texts)
  const navigate = useNavigate()
  const { detail, drafts } = useOrderInHand()
  const inHand = useStageForm(detail, stage, drafts)
  if (inHand === undefined) {
    return <EmptyState title={t('order.form.missing')} advice={t('order.form.sync')} />
  }
  const { form, values, context } = inHand
  const { hidden } = visibleValues(form.ui, values, context)
  const { errors } = checkForm(form.schema, form.ui, form.rules, values, context, 'submit')
  const groups = groupStandings(form.ui, hidden, errors)
  const needs = evidenceNeeds(form.schema, form.ui, values, hidden)
  const order = detail.order.order
  const to = (group: string, field?: string) =>
    formPath(order, stage.stage, { screen: 'group', group, ...(field === undefined ? {} : { field }) })

  return (
    <>
      <section className={styles.groups} aria-label={say(form.ui.title)}>
        <h2 className={styles.title}>
          {t('order.form.progress', {
            done: groups.filter(({ missing }) => missing === 0).length,
            total: groups.length,
          })}
        </h2>
        {groups.map(({ group, missing }) => {
          const isDone = missing === 0
          const words = (
            <>
              <span className={styles.name}>{say(group.title)}</span>
              <span className={`${styles.badge} ${toneClass(isDone ? 'done' : 'soon')}`}>
                <Icon name={isDone ? 'check' : 'pen'} size="1em" />
                {isDone ? t('order.form.filled') : t('order.form.missing_count', { count: missing })}
              </span>
            </>
          )
          return isWorkable ? (
            <Link key={group.id} to={to(group.id)} className={styles.group ?? ''}>
              {words}
              <Icon name="forward" />
            </Link>
          ) : (
            <div key={group.id} className={styles.group}>
              {words}
            </div>
          )
        })}
      </section>
      {needs.length > 0 && (
        <section className={styles.groups}>
          <h2 className={styles.title}>{t('order.form.evidence')}</h2>
          <EvidenceTiles
            needs={needs}
            onOpen={(field) => {
              const home = form.ui.groups.find((group) => group.fields.includes(field))
              if (home && isWorkable) navigate(to(home.id, field))
            }}
          />
        </section>
      )}
    </>
  )
}
