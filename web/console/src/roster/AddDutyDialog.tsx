import { answer } from '@ronghe/sdk'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Input, Modal, Radio, Select } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { dayAt, type Span } from '../absences/days'
import { useKindWords } from '../absences/useKindWords'
import { useSpanWords } from '../absences/useSpanWords'
import { api } from '../api/client'
import { absencesQuery, dutiesQuery } from '../api/queries'
import type { NewDuty, PersonView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { useNow } from '../parts/useNow'
import { paths } from '../paths'
import { ALL_DUTY_KINDS, DUTY_KINDS } from './dutyKinds'
import { doubts, moved, spanFault, typedSpan, untyped, usualHours, type Doubts, type TypedDuty } from './newDuty'
import { texts } from './texts'
import { listed, useDutyKindWords, useDutySpanWords } from './useDutyWords'
import styles from './roster.module.css'

interface AddDutyDialogProps {
  station: string
  people: PersonView[]
  person: string | undefined
  /** `2025-07-11`. */
  day: string
  onClose: () => void
}

/** Arranges that somebody is on duty; says beforehand that he is away, or on duty already. */
export function AddDutyDialog({ station, people, person, day, onClose }: AddDutyDialogProps) {
  const { t, language } = useI18n(texts)
  const { message } = App.useApp()
  const now = useNow().getTime() * 1000
  const kindWords = useDutyKindWords()
  const dutySpan = useDutySpanWords()
  const awayWords = useKindWords()
  const awaySpan = useSpanWords()
  const id = useId()
  const [typed, setTyped] = useState(() => untyped(day, person))
  const change = (changes: Partial<TypedDuty>) => setTyped((before) => ({ ...before, ...changes }))
  const span = typedSpan(typed)
  const fault = span && spanFault(span)
  const chosen = people.find((each) => each.person === typed.person)
  const found = useDoubts(station, chosen, typed, fault === undefined ? span : undefined)
  const isReady = chosen !== undefined && span !== undefined && fault === undefined && found !== undefined && found.away.length === 0 && found.same === undefined
  const command = useCommand((body: NewDuty, header) => answer(api.POST('/api/v1/duties', { params: { header }, body })), {
    onDone: (_, { kind, from, until }) => {
      void message.success(t('roster.add.done', { name: chosen?.name ?? '', kind: kindWords(kind), span: dutySpan({ from, until }) }))
      onClose()
    },
  })
  const arrange = () => {
    if (!isReady || command.isPending) return
    command.mutate({ person: chosen.person, kind: typed.kind, ...span, note: typed.note.trim() })
  }
  const own = { 'not-allowed': { cause: t('roster.add.refused'), nextStep: t('roster.add.refused_advice') } }

  return (
    <Modal
      open
      width={560}
      title={t('roster.add.title')}
      okText={t('roster.add.button')}
      cancelText={t('roster.dialog.close')}
      okButtonProps={{ disabled: !isReady, loading: command.isPending, htmlType: 'submit', form: id }}
      onCancel={onClose}
    >
      <form
        id={id}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          arrange()
        }}
      >
        <label htmlFor={`${id}-person`}>{t('roster.add.person')}</label>
        <Select
          id={`${id}-person`}
          autoFocus={person === undefined}
          aria-label={t('roster.add.person')}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('roster.add.find')}
          value={typed.person ?? null}
          onChange={(value: string | null) => change({ person: value ?? undefined })}
          options={people.map((each) => ({ value: each.person, label: `${each.name} ${each.staff_no}` }))}
        />
        <span id={`${id}-kind`}>{t('roster.add.kind')}</span>
        <Radio.Group
          aria-labelledby={`${id}-kind`}
          value={typed.kind}
          onChange={({ target }) => {
            const kind = target.value as TypedDuty['kind']
            change({ kind, ...usualHours(kind, typed.fromDay === '' ? day : typed.fromDay) })
          }}
        >
          {ALL_DUTY_KINDS.map((kind) => (
            <Radio key={kind} value={kind} autoFocus={person !== undefined && kind === typed.kind}>
              <Icon name={DUTY_KINDS[kind].icon} size="1em" /> {kindWords(kind)}
            </Radio>
          ))}
        </Radio.Group>
        <label htmlFor={`${id}-from`}>{t('roster.add.from')}</label>
        <span className={styles.moment}>
          <Input id={`${id}-from`} type="date" value={typed.fromDay} onChange={({ target }) => change(moved(typed, target.value))} />
          <Input type="time" aria-label={t('roster.add.from_time')} value={typed.fromTime} onChange={({ target }) => change({ fromTime: target.value })} />
        </span>
        <label htmlFor={`${id}-until`}>{t('roster.add.until')}</label>
        <span className={styles.moment}>
          <Input id={`${id}-until`} type="date" min={typed.fromDay} value={typed.untilDay} onChange={({ target }) => change({ untilDay: target.value })} />
          <Input type="time" aria-label={t('roster.add.until_time')} value={typed.untilTime} onChange={({ target }) => change({ untilTime: target.value })} />
        </span>
        <label htmlFor={`${id}-note`}>{t('roster.add.note')}</label>
        <Input.TextArea id={`${id}-note`} rows={2} maxLength={NOTE_LEN_MAX} showCount value={typed.note} onChange={({ target }) => change({ note: target.value })} />
      </form>
      {fault && <Note tone="late" role="alert">{t(`roster.add.${fault}`)}</Note>}
      {chosen && found && span && (
        <>
          {found.away.length > 0 && (
            <Note tone="late" role="alert">
              {t('roster.add.away', { name: chosen.name, why: found.away.map((each) => `${awayWords(each.kind)} ${awaySpan(each)}`).join('; ') })}{' '}
              <Link className={styles.link} to={paths.absences({ month: dayAt(found.away[0]?.from ?? span.from).slice(0, 'yyyy-mm'.length), station, person: chosen.person })}>
                {t('roster.day.absence')}
              </Link>
            </Note>
          )}
          {found.same && <Note tone="late" role="alert">{t('roster.add.same', { name: chosen.name, span: dutySpan(found.same) })}</Note>}
          {found.others.length > 0 && (
            <Note tone="soon" role="status">
              {t('roster.add.others', { name: chosen.name, duties: listed(found.others.map((each) => `${kindWords(each.kind)} ${dutySpan(each)}`), language) })}
            </Note>
          )}
          {span.until <= now && <Note tone="soon" role="status">{t('roster.add.past')}</Note>}
        </>
      )}
      <CommandError error={command.error} own={own} />
    </Modal>
  )
}

function Note({ tone, role, children }: { tone: 'late' | 'soon'; role: 'alert' | 'status'; children: ReactNode }) {
  return (
    <p role={role} className={`${styles.note} ${toneClass(tone)}`}>
      <Icon name="alert" size="1em" /> <span>{children}</span>
    </p>
  )
}

/** What speaks against it; nothing until the platform has said who is where. */
function useDoubts(station: string, person: PersonView | undefined, { kind }: TypedDuty, span: Span | undefined): Doubts | undefined {
  const asked = span ?? { from: 0, until: 1 }
  const isAsked = person !== undefined && span !== undefined
  const duties = useQuery({ ...dutiesQuery(station, asked), enabled: isAsked }).data
  const absences = useQuery({ ...absencesQuery(station, asked), enabled: isAsked }).data
  return isAsked && duties && absences ? doubts(person.person, kind, span, duties, absences) : undefined
}

/** As the platform takes it. */
const NOTE_LEN_MAX = 200
