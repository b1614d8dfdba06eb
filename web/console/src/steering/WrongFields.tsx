import { useI18n } from '@ronghe/ui'
import { Checkbox } from 'antd'
import type { FieldGroup } from '../orders/fieldRows'
import { texts } from './texts'
import styles from './steering.module.css'

interface WrongFieldsProps {
  groups: FieldGroup[]
  chosen: string[]
  onChoose: (fields: string[]) => void
}

/** The fields of a stage with what stands in them; what is wrong is ticked. */
export function WrongFields({ groups, chosen, onChoose }: WrongFieldsProps) {
  const { t, say } = useI18n(texts)
  return (
    <fieldset className={styles.choices}>
      <legend>
        {t('steering.back.fields')} {chosen.length > 0 && <span className={styles.muted}>{t('steering.back.chosen', { count: chosen.length })}</span>}
      </legend>
      {groups.length === 0 && <p className={styles.muted}>{t('steering.back.no_fields')}</p>}
      {groups.length > 0 && (
        <Checkbox.Group value={chosen} onChange={(fields) => onChoose(fields.map(String))} className={styles.fields ?? ''}>
          {groups.map((group) => (
            <section key={group.id} aria-label={say(group.title)}>
              <h3 className={styles.groupTitle}>{say(group.title)}</h3>
              <div className={styles.rows}>
                {group.rows.map((row) => (
                  <Checkbox key={row.name} value={row.name}>
                    {say(row.label)} <span className={styles.muted}>{row.words}</span>
                  </Checkbox>
                ))}
              </div>
            </section>
          ))}
        </Checkbox.Group>
      )}
    </fieldset>
  )
}
