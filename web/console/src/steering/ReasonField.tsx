import { useI18n } from '@ronghe/ui'
import { Button, Input } from 'antd'
import { useId } from 'react'
import { texts } from './texts'
import styles from './steering.module.css'

interface ReasonFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** What is usually said here; one tap adds it. */
  usual?: string[]
}

/** A few words that others will read; what is usually said need not be typed. */
export function ReasonField({ label, value, onChange, usual = [] }: ReasonFieldProps) {
  const { t } = useI18n(texts)
  const id = useId()
  const add = (words: string) => onChange((value.trim() === '' ? words : `${value.trim()}${t('steering.list.and')}${words}`).slice(0, REASON_LEN_MAX))
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <Input.TextArea id={id} rows={2} maxLength={REASON_LEN_MAX} showCount value={value} onChange={(event) => onChange(event.target.value)} />
      {usual.length > 0 && (
        <div className={styles.usual} role="group" aria-label={t('steering.dialog.usual')}>
          {usual.map((words) => (
            <Button key={words} size="small" disabled={value.includes(words)} onClick={() => add(words)}>
              {words}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

/** As the platform takes it. */
const REASON_LEN_MAX = 200
