import { useMemo, type ReactNode } from 'react'
import type { CheckContext } from '../check/checkForm'
import type { CameBack } from '../check/sentBack'
import { FormHostContext, type FormHost } from '../host'
import type { FieldValue, Form, FormValues, Group } from '../model/form'
import { GroupScreen } from './GroupScreen'
import { ReviewScreen } from './ReviewScreen'
import { useFormCheck } from './useFormCheck'

/** Where the worker is in the form; the page keeps it in its URL. */
export type Place =
  | {
      screen: 'group'
      group: string
      /** The field that the review jumped to; what is missing there is shown at once. */
      field?: string
      /** The field that something was put into elsewhere: the screen opens at it. */
      seen?: string
    }
  | { screen: 'review' }

/** How far the last change has got into the agent. */
export type Keeping = 'kept' | 'keeping' | 'failed'

export interface StageFormProps {
  form: Form
  values: FormValues
  context: CheckContext
  /** Fields that were filled in before the worker came and that he has not touched. */
  prefilled: Set<string>
  /** What the stage came back for, if it did. */
  cameBack?: CameBack | undefined
  place: Place
  keeping: Keeping
  host: FormHost
  /** What the page knows about the questions of a group, above them. */
  noteOf?: (group: Group) => ReactNode
  onPlace: (place: Place) => void
  /** Called at every change; `undefined` empties the field. */
  onFieldChange: (field: string, value: FieldValue) => void
  onLeave: () => void
  onSubmit: () => void
}

/** A stage's form: one question group per screen, then the review. Holds no values of its own. */
export function StageForm({ host, ...props }: StageFormProps) {
  const { form, values, context, place, onPlace } = props
  const check = useFormCheck(form, values, context, props.cameBack)
  const at = useMemo(
    () => (place.screen === 'group' ? check.groups.findIndex((group) => group.id === place.group) : -1),
    [check.groups, place],
  )
  const group = check.groups[at]
  const go = (next: number) => {
    const target = check.groups[next]
    if (target) onPlace({ screen: 'group', group: target.id })
    else if (next < 0) props.onLeave()
    else onPlace({ screen: 'review' })
  }

  return (
    <FormHostContext value={host}>
      {group ? (
        <GroupScreen
          {...props}
          // A new screen starts at its top with nothing touched.
          key={group.id}
          check={check}
          group={group}
          at={at}
          focus={place.screen === 'group' ? place.field : undefined}
          seen={place.screen === 'group' ? place.seen : undefined}
          onStep={(by) => go(at + by)}
        />
      ) : (
        <ReviewScreen {...props} check={check} onBack={() => go(check.groups.length - 1)} />
      )}
    </FormHostContext>
  )
}
