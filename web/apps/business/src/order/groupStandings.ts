import type { Finding, FormUi, Group } from '@ronghe/forms'

/** A group of questions and how many of them still keep the stage from being submitted. */
export interface GroupStanding {
  group: Group
  missing: number
}

/** The groups that have something to ask, in their order. */
export function groupStandings(ui: FormUi, hidden: Set<string>, errors: Finding[]): GroupStanding[] {
  const wrong = new Set(errors.map(({ field }) => field.split('/')[1] ?? ''))
  return ui.groups
    .filter((group) => group.fields.some((field) => !hidden.has(field)))
    .map((group) => ({ group, missing: group.fields.filter((field) => wrong.has(field)).length }))
}
