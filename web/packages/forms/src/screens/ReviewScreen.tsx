import { Button, Icon, toneClass, useI18n } from '@ronghe/ui'
import { evidenceNeeds } from '../check/evidence'
import type { Group } from '../model/form'
import { texts } from '../texts'
import { valueWords } from '../widgets/valueWords'
import { EvidenceTiles } from './EvidenceTiles'
import { FindingList } from './FindingList'
import { KeepingNote } from './KeepingNote'
import styles from './screens.module.css'
import type { StageFormProps } from './StageForm'
import type { FormCheck } from './useFormCheck'

type ReviewScreenProps = Omit<StageFormProps, 'host'> & { check: FormCheck; onBack: () => void }

/** What is missing, with a way there; then everything that was entered. */
export function ReviewScreen(props: ReviewScreenProps) {
  const { form, values, check, keeping, onPlace, onBack, onSubmit } = props
  const { t, say } = useI18n(texts)
  const { errors, warnings } = check.submit
  const needs = evidenceNeeds(form.schema, form.ui, values, check.hidden)
  const jump = (field: string) => {
    const group = check.groups.find((each) => each.fields.includes(field))
    if (group) onPlace({ screen: 'group', group: group.id, field })
  }

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div className={styles.titles}>
          <p className={styles.form}>{say(form.ui.title)}</p>
          <h2 className={styles.title}>{t('forms.review.title')}</h2>
        </div>
        <KeepingNote keeping={keeping} />
      </header>
      <main className={styles.body}>
        <p className={`${styles.outcome} ${toneClass(errors.length === 0 ? 'done' : 'late')}`} role="status">
          <Icon name={errors.length === 0 ? 'check' : 'alert'} />
          {errors.length === 0 ? t('forms.review.complete') : t('forms.review.missing', { count: errors.length })}
        </p>
        <FindingList form={form} findings={errors} onJump={jump} />
        {warnings.length > 0 && (
          <section className={styles.part}>
            <h3>{t('forms.review.warnings')}</h3>
            <FindingList form={form} findings={warnings} onJump={jump} />
          </section>
        )}
        {needs.length > 0 && (
          <section className={styles.part}>
            <h3>{t('forms.evidence.title')}</h3>
            <EvidenceTiles needs={needs} onOpen={jump} />
          </section>
        )}
        {check.groups.map((group) => (
          <GroupSummary key={group.id} {...props} group={group} />
        ))}
      </main>
      <footer className={styles.footer}>
        <Button onClick={onBack}>
          <Icon name="back" /> {t('forms.step.back')}
        </Button>
        <Button kind="primary" wide onClick={onSubmit} disabled={errors.length > 0 || keeping !== 'kept'}>
          <Icon name="upload" /> {t('forms.review.submit')}
        </Button>
      </footer>
    </div>
  )
}

function GroupSummary({ form, values, check, group, onPlace }: ReviewScreenProps & { group: Group }) {
  const { t, say, language } = useI18n(texts)
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{say(group.title)}</h3>
        <Button
          kind="quiet"
          label={t('forms.review.change_group', { group: say(group.title) })}
          onClick={() => onPlace({ screen: 'group', group: group.id })}
        >
          <Icon name="pen" /> {t('forms.review.change')}
        </Button>
      </div>
      <dl className={styles.values}>
        {group.fields.flatMap((name) => {
          const ui = form.ui.fields[name]
          if (!ui || check.hidden.has(name)) return []
          return [
            <div key={name}>
              <dt>{say(ui.label)}</dt>
              <dd>{valueWords(ui, values[name], language) ?? t('forms.field.empty')}</dd>
            </div>,
          ]
        })}
      </dl>
    </section>
  )
}
