import { useMemo } from 'react'
import { checkForm, type CheckContext, type Finding, type Verdict } from '../check/checkForm'
import { parsePointer } from '../check/pointer'
import { unchanged, type CameBack } from '../check/sentBack'
import { visibleValues } from '../check/visibleValues'
import type { Form, FormValues, Group } from '../model/form'
import { numberOf } from '../model/source'

export interface FormCheck {
  /** What is wrong with what is there. */
  draft: Verdict
  /** What keeps it from being submitted. */
  submit: Verdict
  hidden: Set<string>
  /** Groups with something to ask. */
  groups: Group[]
}

export function useFormCheck(form: Form, values: FormValues, context: CheckContext, cameBack?: CameBack): FormCheck {
  return useMemo(() => {
    const { hidden } = visibleValues(form.ui, values, context)
    const check = (purpose: 'draft' | 'submit') =>
      askingOnce(form, checkForm(form.schema, form.ui, form.rules, values, context, purpose))
    const submit = check('submit')
    const toChange = cameBack ? unchanged(cameBack, values).filter((finding) => !hidden.has(fieldOf(finding) ?? '')) : []
    return {
      draft: check('draft'),
      submit: { ...submit, warnings: [...toChange, ...submit.warnings] },
      hidden,
      groups: form.ui.groups.filter((group) => group.fields.some((field) => !hidden.has(field))),
    }
  }, [form, values, context, cameBack])
}

/** A number that is missing is one thing to do: how it was entered comes with it. */
function askingOnce(form: Form, verdict: Verdict): Verdict {
  const missing = new Set(verdict.errors.filter(({ code }) => code === 'required').map(fieldOf))
  const isAsked = (finding: Finding) => {
    const number = numberOf(form, fieldOf(finding) ?? '')
    return number === undefined || !missing.has(number)
  }
  return { ...verdict, errors: verdict.errors.filter(isAsked) }
}

/** The findings at a field or inside it. */
export function atField(findings: Finding[], field: string): Finding[] {
  return findings.filter((finding) => fieldOf(finding) === field)
}

/** The field that a finding belongs to; nothing for the form as a whole. */
export function fieldOf(finding: Finding): string | undefined {
  return parsePointer(finding.field)[0]
}
