import { answer } from '@ronghe/sdk'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { App, Checkbox, Input, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { Link } from 'react-router'
import { api } from '../api/client'
import type { GridView, NewAbsence, PersonView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { ALL_KINDS } from './absenceKinds'
import { AddEffects } from './AddEffects'
import { typedSpan, untyped, type TypedAbsence } from './newAbsence'
import { texts } from './texts'
import { useSpanWords } from './useSpanWords'
import styles from './absences.module.css'

interface AddDialogProps {
  station: string
  people: PersonView[]
  grids: GridView[]
  person: string | undefined
  /** `2025-07-11`. */
  day: string
  onClose: () => void
}

/** Records that somebody is away; says beforehand what it does to his orders and his grids. */
export function AddDialog({ station, people, grids, person, day, onClose }: AddDialogProps) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const may = useMay()
  const spanWords = useSpanWords()
  const id = useId()
  const [typed, setTyped] = useState(() => untyped(day, person))
  const change = (changes: Partial<TypedAbsence>) => setTyped((before) => ({ ...before, ...changes }))
  const span = typedSpan(typed)
  const isBackwards = span !== undefined && span.until <= span.from
  const chosen = people.find((each) => each.person === typed.person)
  const command = useCommand((body: NewAbsence, header) => answer(api.POST('/api/v1/absences', { params: { header }, body })), {
    onDone: (_, { from, until }) => {
      void message.success(t('absences.add.done', { name: chosen?.name ?? '', span: spanWords({ from, until }) }))
      onClose()
    },
  })
  const record = () => {
    if (!chosen || span === undefined || isBackwards) return
    command.mutate({ person: chosen.person, kind: typed.kind, ...span, note: typed.note.trim() })
  }
  const own = { 'not-allowed': { cause: t('absences.add.refused'), nextStep: t('absences.add.refused_advice') } }

  return (
    <Modal
      open
      width={560}
      title={t('absences.add.title')}
      okText={t('absences.add.button')}
      cancelText={t('absences.dialog.close')}
      okButtonProps={{ disabled: !chosen || span === undefined || isBackwards, loading: command.isPending }}
      onOk={record}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <label htmlFor={`${id}-person`}>{t('absences.add.person')}</label>
        <Select
          id={`${id}-person`}
          autoFocus={person === undefined}
          aria-label={t('absences.add.person')}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('absences.add.find')}
          value={typed.person ?? null}
          onChange={(value: string | null) => change({ person: value ?? undefined })}
          options={people.map((each) => ({ value: each.person, label: `${each.name} ${each.staff_no}` }))}
        />
        <span id={`${id}-kind`}>{t('absences.add.kind')}</span>
        <Radio.Group
          aria-labelledby={`${id}-kind`}
          value={typed.kind}
          onChange={({ target }) => change({ kind: target.value as TypedAbsence['kind'] })}
          options={ALL_KINDS.map((kind) => ({ value: kind, label: t(`absences.kind.${kind}`) }))}
        />
        <span />
        <Checkbox checked={typed.isWholeDays} onChange={({ target }) => change({ isWholeDays: target.checked })}>
          {t('absences.add.whole_days')}
        </Checkbox>
        <label htmlFor={`${id}-from`}>{t('absences.add.from')}</label>
        <span className={styles.moment}>
          <Input id={`${id}-from`} type="date" value={typed.fromDay} onChange={({ target }) => change(untilAfter(typed, target.value))} />
          {!typed.isWholeDays && (
            <Input type="time" aria-label={t('absences.add.from_time')} value={typed.fromTime} onChange={({ target }) => change({ fromTime: target.value })} />
          )}
        </span>
        <label htmlFor={`${id}-until`}>{t(typed.isWholeDays ? 'absences.add.last_day' : 'absences.add.until')}</label>
        <span className={styles.moment}>
          <Input id={`${id}-until`} type="date" min={typed.fromDay} value={typed.untilDay} onChange={({ target }) => change({ untilDay: target.value })} />
          {!typed.isWholeDays && (
            <Input type="time" aria-label={t('absences.add.until_time')} value={typed.untilTime} onChange={({ target }) => change({ untilTime: target.value })} />
          )}
        </span>
        <label htmlFor={`${id}-note`}>{t('absences.add.note')}</label>
        <Input.TextArea id={`${id}-note`} rows={2} maxLength={NOTE_LEN_MAX} showCount value={typed.note} onChange={({ target }) => change({ note: target.value })} />
      </div>
      {isBackwards && (
        <p role="alert" className={`${styles.note} ${toneClass('late')}`}><Icon name="alert" size="1em" /> {t('absences.add.backwards')}</p>
      )}
      {chosen && span !== undefined && !isBackwards && (
        <>
          <p>
            {t('absences.add.effect', { name: chosen.name })}{' '}
            {may('list_orders') && <Link className={styles.link} to={paths.orders({ worker: chosen.person })}>{t('absences.add.orders')}</Link>}
          </p>
          <AddEffects station={station} person={chosen} span={span} people={people} grids={grids} />
        </>
      )}
      <CommandError error={command.error} own={own} />
    </Modal>
  )
}

/** Whoever moves the beginning behind the end means another end too. */
function untilAfter({ untilDay }: TypedAbsence, fromDay: string): Partial<TypedAbsence> {
  return untilDay < fromDay ? { fromDay, untilDay: fromDay } : { fromDay }
}

/** As the platform takes it. */
const NOTE_LEN_MAX = 200
