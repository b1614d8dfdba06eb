import { commandName, METER_COMMANDS, outcomeName, useI18n, type MeterCommand, type WorkOutcome } from '@ronghe/ui'
import { Button, Select } from 'antd'
import type { MeterWorkLine } from '../api/types'
import styles from './meters.module.css'
import { texts } from './texts'
import { OUTCOMES_SHOWN, type WorksFilter } from './worksFilter'

interface WorksFilterBarProps {
  works: MeterWorkLine[]
  filter: WorksFilter
  onChange: (change: { outcome?: string | undefined; command?: string | undefined }) => void
}

/** By what became of them, and by command; each with how many there are. */
export function WorksFilterBar({ works, filter, onChange }: WorksFilterBarProps) {
  const { t, language } = useI18n(texts)
  const counted = (name: string, count: number) => t('meters.filter.counted', { name, count })
  const outcomes = OUTCOMES_SHOWN.map((outcome) => ({
    value: outcome,
    label: counted(outcomeName(outcome, language), works.filter((work) => work.outcome === outcome).length),
  }))
  const commands = METER_COMMANDS.flatMap((command) => {
    const count = works.filter((work) => work.command === command).length
    return count === 0 && command !== filter.command ? [] : [{ value: command, label: counted(commandName(command, language), count) }]
  })
  return (
    <div className={styles.bar} role="search" aria-label={t('meters.filter.works')}>
      <Select<WorkOutcome | null>
        allowClear
        aria-label={t('meters.filter.outcome')}
        className={styles.choice ?? ''}
        placeholder={t('meters.filter.outcome')}
        value={filter.outcome ?? null}
        onChange={(outcome) => onChange({ outcome: outcome ?? undefined })}
        options={outcomes}
      />
      <Select<MeterCommand | null>
        allowClear
        aria-label={t('meters.filter.command')}
        className={styles.choice ?? ''}
        placeholder={t('meters.filter.command')}
        value={filter.command ?? null}
        onChange={(command) => onChange({ command: command ?? undefined })}
        options={commands}
      />
      {Object.keys(filter).length > 0 && (
        <Button type="link" onClick={() => onChange({ outcome: undefined, command: undefined })}>{t('meters.filter.clear')}</Button>
      )}
    </div>
  )
}
