import { Button, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState, type ReactNode } from 'react'
import type { CheckContext, Finding } from '../check/checkForm'
import type { CameBack } from '../check/sentBack'
import { FormHostContext, type FormHost } from '../host'
import type { FieldValue, Form, FormValues } from '../model/form'
import { texts } from '../texts'
import { fieldIds } from '../widgets/widget'
import { TYPED } from '../widgets/widgets'
import styles from './DeskForm.module.css'
import { FieldFrame } from './FieldFrame'
import { FindingList } from './FindingList'
import { atField, useFormCheck } from './useFormCheck'
import { useLeftFields } from './useLeftFields'

export interface DeskFormProps {
  form: Form
  values: FormValues
  context: CheckContext
  /** Fields that were filled in beforehand and are still as they were. */
  prefilled: Set<string>
  /** What the stage came back for, if it did. */
  cameBack?: CameBack | undefined
  /** What the server found wrong with the values that were submitted last. */
  refused: Finding[]
  busy: boolean
  /** What else is asked before it is handed in; `undecided` while it has no answer. */
  ending?: ReactNode
  undecided?: boolean
  host: FormHost
  onFieldChange: (field: string, value: FieldValue) => void
  onLeave: () => void
  /** Somebody wants to hand it in, whether or not it can be. */
  onTry?: () => void
  onSubmit: () => void
}

/** A stage's form for a desk: all groups below one another, and at the end what is still missing. Holds no values of its own. */
export function DeskForm({ host, ...props }: DeskFormProps) {
  const { form, values, context, prefilled, refused, busy, ending, undecided = false, onFieldChange, onLeave, onTry, onSubmit } = props
  const { t, say } = useI18n(texts)
  const check = useFormCheck(form, values, context, props.cameBack)
  const { left, leave } = useLeftFields()
  // What is missing is said once somebody has tried to submit.
  const [isTried, setTried] = useState(false)
  const errors = isTried ? merged(check.submit.errors, refused) : []

  const errorsOf = (field: string) => {
    if (isTried) return atField(errors, field)
    const widget = form.ui.fields[field]?.widget
    if (widget !== undefined && TYPED.has(widget) && !left.has(field)) return []
    return atField(check.draft.errors, field)
  }
  const submit = () => {
    setTried(true)
    onTry?.()
    if (check.submit.errors.length === 0 && !undecided) onSubmit()
  }

  return (
    <FormHostContext value={host}>
      <div className={styles.form} role="form" aria-label={say(form.ui.title)}>
        {check.groups.map((group) => (
          <section key={group.id} className={styles.group} aria-labelledby={`group-${group.id}`}>
            <h3 id={`group-${group.id}`} className={styles.title}>{say(group.title)}</h3>
            {group.help && <p className={styles.help}>{say(group.help)}</p>}
            {group.fields
              .filter((field) => !check.hidden.has(field))
              .map((field) => (
                <FieldFrame
                  key={field}
                  form={form}
                  name={field}
                  values={values}
                  isPrefilled={prefilled.has(field)}
                  errors={errorsOf(field)}
                  warnings={atField(check.submit.warnings, field)}
                  onChange={onFieldChange}
                  onLeave={leave}
                />
              ))}
          </section>
        ))}
        {ending}
        {errors.length > 0 && (
          <section className={styles.missing} role="alert">
            <p className={`${styles.count} ${toneClass('late')}`}>
              <Icon name="alert" /> {t('forms.desk.to_correct', { count: errors.length })}
            </p>
            <FindingList form={form} findings={errors} onJump={showField} />
          </section>
        )}
        <footer className={styles.footer}>
          <Button onClick={onLeave} disabled={busy}>{t('forms.desk.leave')}</Button>
          <Button kind="primary" onClick={submit} disabled={busy}>
            <Icon name="upload" /> {t(busy ? 'forms.desk.submitting' : 'forms.review.submit')}
          </Button>
        </footer>
      </div>
    </FormHostContext>
  )
}

/** Both lists, each finding once: the server usually finds what was found here. */
function merged(own: Finding[], refused: Finding[]): Finding[] {
  const isKnown = (finding: Finding) => own.some(({ field, code }) => field === finding.field && code === finding.code)
  return [...own, ...refused.filter((finding) => !isKnown(finding))]
}

function showField(field: string): void {
  const ids = fieldIds(field)
  document.getElementById(ids.frame)?.scrollIntoView({ block: 'center' })
  document.getElementById(ids.input)?.focus({ preventScroll: true })
}
