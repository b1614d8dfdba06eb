import { Button, Icon, ProgressRing, useI18n } from '@ronghe/ui'
import { useEffect } from 'react'
import type { Group } from '../model/form'
import { texts } from '../texts'
import { fieldIds } from '../widgets/widget'
import { TYPED } from '../widgets/widgets'
import { FieldFrame } from './FieldFrame'
import { KeepingNote } from './KeepingNote'
import styles from './screens.module.css'
import type { StageFormProps } from './StageForm'
import { atField, type FormCheck } from './useFormCheck'
import { useLeftFields } from './useLeftFields'

type GroupScreenProps = Omit<StageFormProps, 'host'> & {
  check: FormCheck
  group: Group
  at: number
  /** The field that the review jumped to; what is missing there is shown at once. */
  focus: string | undefined
  /** The field that something was put into elsewhere. */
  seen: string | undefined
  onStep: (by: 1 | -1) => void
}

/** The questions of one group, with next and back at the thumb. */
export function GroupScreen(props: GroupScreenProps) {
  const { form, values, check, group, at, focus, seen, keeping, prefilled, noteOf, onFieldChange, onStep } = props
  const { t, say } = useI18n(texts)
  const { left, leave } = useLeftFields()
  const isLast = at === check.groups.length - 1

  const first = focus ?? seen
  useEffect(() => {
    if (first === undefined) return
    const ids = fieldIds(first)
    document.getElementById(ids.frame)?.scrollIntoView({ block: 'start' })
    document.getElementById(ids.input)?.focus({ preventScroll: true })
  }, [first])

  const errorsOf = (field: string) => {
    if (focus !== undefined) return atField(check.submit.errors, field)
    const widget = form.ui.fields[field]?.widget
    // What the worker is still typing is not yet wrong.
    if (widget !== undefined && TYPED.has(widget) && !left.has(field)) return []
    return atField(check.draft.errors, field)
  }

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <ProgressRing done={at + 1} total={check.groups.length} isComplete={check.submit.errors.length === 0} />
        <div className={styles.titles}>
          <p className={styles.form}>{say(form.ui.title)}</p>
          <h2 className={styles.title}>{say(group.title)}</h2>
        </div>
        <KeepingNote keeping={keeping} />
      </header>
      <main className={styles.body}>
        {group.help && <p className={styles.help}>{say(group.help)}</p>}
        {noteOf?.(group)}
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
      </main>
      <footer className={styles.footer}>
        <Button onClick={() => onStep(-1)}>
          <Icon name="back" /> {t(at === 0 ? 'forms.step.leave' : 'forms.step.back')}
        </Button>
        <Button kind="primary" wide onClick={() => onStep(1)}>
          {t(isLast ? 'forms.step.review' : 'forms.step.next')} <Icon name="forward" />
        </Button>
      </footer>
    </div>
  )
}
