import {
  clockWords, commandName, commandNames, formatMoment, groupNumber, Icon, isMeterChange, toneClass, useI18n,
  type IconName, type Meaning, type MeterCommand, type WorkOutcome,
} from '@ronghe/ui'
import { useFormHost, type MeterWanted } from '../host'
import { meterWorkStep, type MeterWorkStep } from '../model/meterWorkStep'
import { fromInstant, type MeterWork } from '../model/values'
import { texts } from '../texts'
import styles from './evidence.module.css'
import { HostFailureNote } from './HostFailureNote'
import { useHostAction } from './useHostAction'
import type { WidgetProps } from './widget'

/** What the metering functions did at the meter, or what they have to do next, and the way there. Nothing is typed here. */
export function MeterWorkWidget({ name, ui, value, ids }: WidgetProps) {
  const { t, language } = useI18n(texts)
  const host = useFormHost()
  const work = value as MeterWork | undefined
  const commands = ui.meter_work?.commands ?? []
  const step = meterWorkStep(work)
  const names = commandNames(commands, language)
  return (
    <div className={styles.stack}>
      {work && <Record work={work} id={ids.input} />}
      {!work && (
        <p className={`${styles.card} ${toneClass('soon')}`} id={ids.input} tabIndex={-1}>
          <Icon name="waiting" /> {host.toMeter ? t('forms.work.not_yet') : t('forms.work.wanted', { commands: names })}
        </p>
      )}
      {host.toMeter && step !== undefined && (
        <ToMeter
          wanted={{ field: name, commands, ...(work ? { meter: work.meter } : {}) }}
          step={step}
          words={t(`forms.work.to_${step}`, { commands: names })}
          notes={ids.notes}
        />
      )}
    </div>
  )
}

interface ToMeterProps {
  wanted: MeterWanted
  step: MeterWorkStep
  words: string
  /** The id of what is said about the field. */
  notes: string
}

/** Leaves the form for the meter. */
function ToMeter({ wanted, step, words, notes }: ToMeterProps) {
  const host = useFormHost()
  const going = useHostAction(async () => host.toMeter?.(wanted))
  return (
    <>
      <button
        type="button"
        className={step === 'look' ? styles.again : styles.toMeter}
        onClick={going.run}
        disabled={going.busy}
        aria-describedby={notes}
      >
        <Icon name={STEP_ICONS[step]} size="1.5em" /> <span>{words}</span> <Icon name="forward" />
      </button>
      <HostFailureNote failure={going.failure} />
    </>
  )
}

function Record({ work, id }: { work: MeterWork; id: string }) {
  const { t, language } = useI18n(texts)
  const host = useFormHost()
  const relay = work.after?.relay
  const ahead = CLOCK_TOLD.includes(work.command) ? work.after?.clock_offset_s : undefined
  return (
    <div className={`${styles.card} ${toneClass(TONES[work.outcome])}`} id={id} tabIndex={-1}>
      <Icon name={ICONS[work.outcome]} size="1.5em" />
      <div>
        <p className={styles.main}>{`${commandName(work.command, language)} · ${t(`forms.work.ended_${work.outcome}`)}`}</p>
        {work.outcome !== 'done' && <p className={styles.next}>{t(nextKey(work))}</p>}
        <p className={styles.more}>
          <span>{t('forms.work.meter', { meter: groupNumber(work.meter) })}</span>
          {ahead !== undefined && <span>{t('forms.work.clock', { clock: clockWords(ahead, language) })}</span>}
          {relay && <span>{t(`forms.work.relay_${relay}`)}</span>}
          {work.readings && <span>{readings(work.readings)}</span>}
          <span>{formatMoment(fromInstant(work.at), host.now(), language)}</span>
        </p>
      </div>
    </div>
  )

  function readings({ total, tariffs }: { total: string; tariffs: string[] }): string {
    return tariffs.length === 0
      ? t('forms.work.total', { total })
      : t('forms.work.readings', { total, tariffs: tariffs.join(' / ') })
  }
}

/** What comes after a work that is not done. */
function nextKey({ command, outcome }: MeterWork) {
  switch (outcome) {
    case 'refused':
      return 'forms.work.next_refused'
    case 'failed':
      return isMeterChange(command) ? 'forms.work.next_failed_change' : 'forms.work.next_failed'
    default:
      return 'forms.work.next_unknown'
  }
}

/** What is done to see, or to set, the clock. */
const CLOCK_TOLD: MeterCommand[] = ['acquire', 'set_clock']

const TONES: Record<WorkOutcome, Meaning> = { done: 'done', refused: 'late', failed: 'late', unknown: 'late' }

const ICONS: Record<WorkOutcome, IconName> = { done: 'check', refused: 'alert', failed: 'alert', unknown: 'question' }

const STEP_ICONS: Record<MeterWorkStep, IconName> = { first: 'meter', again: 'redo', look: 'redo', verify: 'search' }
