import { Icon, toneClass, useI18n } from '@ronghe/ui'
import type { FocusEvent, ReactNode } from 'react'
import { OVERRIDES, type Finding, type FindingCode } from '../check/checkForm'
import type { Form, FormValues } from '../model/form'
import { numberOf, sourceFieldOf } from '../model/source'
import { texts } from '../texts'
import { SourceWidget } from '../widgets/SourceWidget'
import { fieldIds } from '../widgets/widget'
import { SINGLE_INPUTS, WIDGETS } from '../widgets/widgets'
import styles from './FieldFrame.module.css'
import { OverrideReason } from './OverrideReason'

export interface FieldFrameProps {
  form: Form
  name: string
  values: FormValues
  /** Filled in before the worker came and not touched since. */
  isPrefilled: boolean
  errors: Finding[]
  warnings: Finding[]
  onChange: (field: string, value: unknown) => void
  onLeave: (field: string) => void
}

/** A field: what is asked, the widget, and what is wrong. */
export function FieldFrame({ form, name, values, isPrefilled, errors, warnings, onChange, onLeave }: FieldFrameProps) {
  const { t, say } = useI18n(texts)
  const ui = form.ui.fields[name]
  if (!ui) return null
  const ids = fieldIds(name)
  const source = sourceFieldOf(form, name)
  const isSource = numberOf(form, name) !== undefined
  const Widget = isSource ? SourceWidget : WIDGETS[ui.widget]
  const isSingle = SINGLE_INPUTS.has(ui.widget)
  const least = ui.photo?.min ?? ui.recording?.min ?? 0
  const isOptional = !(form.schema.required?.includes(name) ?? false) && least === 0
  const schema = form.schema.properties?.[name]

  const leave = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) onLeave(name)
  }

  return (
    <div className={styles.field} id={ids.frame} role="group" aria-labelledby={ids.label} onBlur={leave}>
      <div className={styles.head}>
        {isSingle ? (
          <label className={styles.label} id={ids.label} htmlFor={ids.input}>
            {say(ui.label)}
          </label>
        ) : (
          <h3 className={styles.label} id={ids.label}>
            {say(ui.label)}
          </h3>
        )}
        {isOptional && ui.widget !== 'readonly' && <span className={styles.optional}>{t('forms.field.optional')}</span>}
        {isPrefilled && (
          <span className={`${styles.prefilled} ${toneClass('running')}`}>
            {t(ui.prefill?.startsWith('order.') ? 'forms.field.prefilled_from_order' : 'forms.field.prefilled')}
          </span>
        )}
      </div>
      <Widget
        name={name}
        ui={ui}
        schema={typeof schema === 'object' ? schema : {}}
        value={values[name]}
        onChange={(value) => onChange(name, value)}
        {...(source === undefined ? {} : { onSource: (entered) => onChange(source, entered) })}
        invalid={errors.length > 0}
        ids={ids}
      />
      <div id={ids.notes} className={styles.notes}>
        {ui.help && <p className={styles.help}>{say(ui.help)}</p>}
        {[...errors, ...warnings].map((finding) => (
          <FindingNote key={keyOf(finding)} finding={finding} tone={errors.includes(finding) ? 'late' : 'soon'}>
            {finding.rule !== undefined && OVERRIDABLE.has(finding.code) && (
              <OverrideReason
                rule={finding.rule}
                usual={isSource ? NOT_SCANNED : []}
                overrides={values[OVERRIDES] as Record<string, string> | undefined}
                onChange={(overrides) => onChange(OVERRIDES, overrides)}
              />
            )}
          </FindingNote>
        ))}
      </div>
    </div>
  )
}

interface FindingNoteProps {
  finding: Finding
  tone: 'late' | 'soon'
  /** What the worker can do about it here. */
  children?: ReactNode
}

function FindingNote({ finding, tone, children }: FindingNoteProps) {
  const { say } = useI18n(texts)
  return (
    <div className={`${styles.finding} ${toneClass(tone)}`}>
      <p className={styles.message}>
        <Icon name="alert" /> <span>{say(finding.message)}</span>
      </p>
      {children}
    </div>
  )
}

function keyOf(finding: Finding): string {
  return `${finding.field} ${finding.rule ?? finding.code}`
}

/** Why a number is typed although there is a code to scan. */
const NOT_SCANNED = [texts['forms.source.worn'], texts['forms.source.out_of_reach'], texts['forms.source.no_code']]
const OVERRIDABLE = new Set<FindingCode>(['override_needed', 'overridden'])
