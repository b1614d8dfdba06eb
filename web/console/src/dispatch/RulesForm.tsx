import { useI18n } from '@ronghe/ui'
import { Checkbox, InputNumber, Radio } from 'antd'
import { isGiven } from '../api/given'
import type { Maybe, StationRules } from '../api/types'
import { texts } from './texts'
import styles from './dispatch.module.css'

interface RulesFormProps {
  rules: StationRules
  onChange: (rules: StationRules) => void
}

/** How much one person takes, how long an order waits for its sign-in, and where one without a known area goes. */
export function RulesForm({ rules, onChange }: RulesFormProps) {
  const { t } = useI18n(texts)
  const change = (changes: Partial<StationRules>) => onChange({ ...rules, ...changes })
  return (
    <>
      <Limited
        label={t('dispatch.rules.most')}
        note={t('dispatch.rules.most_note')}
        unit={t('dispatch.rules.stages')}
        value={rules.most_in_hand}
        usual={12}
        min={1}
        max={1_000}
        onChange={(most_in_hand) => change({ most_in_hand })}
      />
      <Limited
        label={t('dispatch.rules.unsigned')}
        note={t('dispatch.rules.unsigned_note')}
        unit={t('dispatch.rules.minutes')}
        value={rules.sign_in_minutes}
        usual={30}
        min={5}
        max={10_080}
        onChange={(sign_in_minutes) => change({ sign_in_minutes })}
      />
      <Radio.Group
        aria-label={t('dispatch.rules.nearest')}
        vertical
        value={rules.places_itself ?? false}
        onChange={(event) => change({ places_itself: event.target.value === true })}
        options={[
          { value: false, label: t('dispatch.rules.propose') },
          { value: true, label: t('dispatch.rules.place') },
        ]}
      />
    </>
  )
}

interface LimitedProps {
  label: string
  note: string
  unit: string
  value: Maybe<number>
  usual: number
  min: number
  max: number
  onChange: (value: number | null) => void
}

/** A number that may be left out. */
function Limited({ label, note, unit, value, usual, min, max, onChange }: LimitedProps) {
  return (
    <div className={styles.rule}>
      <Checkbox checked={isGiven(value)} onChange={(event) => onChange(event.target.checked ? usual : null)}>{label}</Checkbox>
      {isGiven(value) && (
        <InputNumber className={styles.number ?? ''} aria-label={label} min={min} max={max} precision={0} value={value} suffix={unit} onChange={(typed) => typed !== null && onChange(typed)} />
      )}
      <span className={styles.muted}>{note}</span>
    </div>
  )
}
