import type { Finding, FormUi } from '@ronghe/forms'
import { expect, it } from 'vitest'
import { groupStandings } from './groupStandings'

const title = { zh: '', en: '' }
const ui: FormUi = {
  title,
  groups: [
    { id: 'meter', title, fields: ['asset_no', 'seals'] },
    { id: 'agent', title, fields: ['agent_name'] },
    { id: 'result', title, fields: ['outcome'] },
  ],
  fields: {},
}
const error = (field: string) => ({ field, code: 'required', message: title }) as Finding

it('counts questions, not faults, and leaves out what nobody is asked', () => {
  const standings = groupStandings(ui, new Set(['agent_name']), [error('/seals/0/number'), error('/seals/1/number')])
  expect(standings.map(({ group: { id }, missing }) => [id, missing])).toEqual([
    ['meter', 1],
    ['result', 0],
  ])
})
