import { Icon, useI18n } from '@ronghe/ui'
import type { Finding } from '../check/checkForm'
import type { Form } from '../model/form'
import { texts } from '../texts'
import styles from './screens.module.css'
import { fieldOf } from './useFormCheck'

interface FindingListProps {
  form: Form
  findings: Finding[]
  onJump: (field: string) => void
}

/** What is wrong, each with a way to its field. */
export function FindingList({ form, findings, onJump }: FindingListProps) {
  const { t, say } = useI18n(texts)
  if (findings.length === 0) return null
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => {
        const field = fieldOf(finding)
        const label = field === undefined ? undefined : form.ui.fields[field]?.label
        return (
          <li key={`${finding.field} ${finding.rule ?? finding.code}`}>
            <button type="button" className={styles.jump} onClick={() => field !== undefined && onJump(field)}>
              <span className={styles.words}>
                <strong>{label ? say(label) : t('forms.review.whole_form')}</strong>
                <span>{say(finding.message)}</span>
              </span>
              {label && <Icon name="forward" />}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
