import { formatMoment, groupNumber, Icon, toneClass, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { useFormHost } from '../host'
import { fromInstant, type MeterWork, type WorkOutcome } from '../model/values'
import { texts } from '../texts'
import styles from './evidence.module.css'
import type { WidgetProps } from './widget'

/** What the metering functions did at the meter, or what they have to do next. Nothing is typed here. */
export function MeterWorkWidget({ ui, value, ids }: WidgetProps) {
  const { t, language } = useI18n(texts)
  const host = useFormHost()
  const work = value as MeterWork | undefined
  if (work === undefined) {
    const commands = (ui.meter_work?.commands ?? []).map((command) => t(`forms.command.${command}`))
    return (
      <p className={`${styles.card} ${toneClass('soon')}`} id={ids.input} tabIndex={-1}>
        {t('forms.work.wanted', { commands: commands.join(language === 'zh' ? '、' : ', ') })}
      </p>
    )
  }
  const relay = work.after?.relay
  return (
    <div className={`${styles.card} ${toneClass(TONES[work.outcome])}`} id={ids.input} tabIndex={-1}>
      <Icon name={ICONS[work.outcome]} size="1.5em" />
      <div>
        <p className={styles.main}>{`${t(`forms.command.${work.command}`)} · ${t(`forms.work.ended_${work.outcome}`)}`}</p>
        {work.outcome !== 'done' && <p>{t(`forms.work.next_${work.outcome}`)}</p>}
        <p className={styles.more}>
          <span>{t('forms.work.meter', { meter: groupNumber(work.meter) })}</span>
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

const TONES: Record<WorkOutcome, Meaning> = { done: 'done', refused: 'late', failed: 'late', unknown: 'late' }

const ICONS: Record<WorkOutcome, IconName> = { done: 'check', refused: 'alert', failed: 'alert', unknown: 'alert' }
