import { useAgent, useCommand, useRoughPlace, useStanding, type Command, type Stage } from '@ronghe/field'
import { formatOf, judgeCode, openForm, sourceFieldOf, type CodeVerdict, type EntrySource, type Form } from '@ronghe/forms'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { useCheckContext } from '../form/useStageForm'
import { useOrderInHand } from '../order/OrderRoom'
import { formPath } from '../paths'
import { freeRound, itemsOf, numberField, type Item, type ItemStanding } from './rounds'
import { texts } from './texts'

/** The rounds that are being worked on, and the way into each. */
export interface RoundsInHand {
  items: Item[]
  /** The format of the number by which items are told apart; nothing where they are not. */
  number: { format: string | undefined } | undefined
  judge: (code: string) => CodeVerdict
  /** Opens the item with this number, or the next one that nobody has begun. */
  open: Command<[number?: string, source?: EntrySource]>
  openStage: Command<[stage: Stage]>
  /** The list names more items than there are rounds. */
  isFull: boolean
}

/** What is done for a round is begun with it: a reader does not sign in to three hundred meters one by one. */
export function useRoundsInHand(rounds: Stage[]): RoundsInHand {
  const agent = useAgent()
  const navigate = useNavigate()
  const { detail, drafts, reload } = useOrderInHand()
  const me = useStanding().state?.person
  const person = me?.person ?? ''
  const here = useRoughPlace()
  const context = useCheckContext(detail, freeRound(detail, rounds, person), me)
  const [isFull, setFull] = useState(false)
  const form = useMemo(() => formOf(detail.bundle, rounds[0]), [detail.bundle, rounds])
  const field = form && numberField(form.ui)
  const items = useMemo(() => itemsOf(detail, rounds, person, here), [detail, rounds, person, here])
  const order = detail.order.order

  const enter = async (stage: Stage, entered: Record<string, string>) => {
    if (stage.state !== 'in_progress') await agent.act({ order, stage: stage.stage }, { kind: 'begin' })
    const draft = drafts.of(stage.stage)
    for (const [name, value] of Object.entries(entered)) draft.type(name, value)
    await draft.flush()
    reload()
    const [group] = form?.ui.groups ?? []
    if (group) void navigate(formPath(order, stage.stage, { screen: 'group', group: group.id }))
  }
  const openStage = useCommand((stage: Stage) => enter(stage, {}))
  const open = useCommand(async (number?: string, source: EntrySource = 'typed') => {
    const meant = number === undefined ? undefined : items.find((item) => item.number === number && OPENED.has(item.standing))
    if (meant?.stage && meant.standing === 'begun') return enter(meant.stage, {})
    const free = meant?.stage ?? freeRound(detail, rounds, person)
    setFull(free === undefined)
    if (free === undefined) return
    const said = form && field !== undefined ? sourceFieldOf(form, field) : undefined
    const entered = number === undefined || field === undefined ? {} : { [field]: number, ...(said ? { [said]: source } : {}) }
    await enter(free, entered)
  })

  const judge = (read: string): CodeVerdict => {
    if (form === undefined || field === undefined) return { code: read, faults: [] }
    const verdict = judgeCode(form, {}, context, field, read, (code) => code)
    // The address on the plate is as good as the number: no two meters have the same.
    const meant = items.find(({ meter }) => meter?.comm_address === verdict.code)?.number
    const code = meant ?? verdict.code
    const isDone = items.some((item) => item.number === code && (item.standing === 'done' || item.standing === 'refused'))
    if (isDone) return { code, faults: [texts['rounds.scan.done']], expected: texts['rounds.scan.another'] }
    return meant === undefined ? verdict : { code, faults: [] }
  }

  return { items, number: field === undefined ? undefined : { format: form && formatOf(form, field) }, judge, open, openStage, isFull }
}

const OPENED = new Set<ItemStanding>(['to_do', 'begun'])

function formOf(bundle: ReturnType<typeof useOrderInHand>['detail']['bundle'], stage: Stage | undefined): Form | undefined {
  const files = stage?.form === undefined ? undefined : bundle?.forms[stage.form]
  return files && bundle && stage?.form !== undefined ? openForm(stage.form, files, bundle.rules) : undefined
}
