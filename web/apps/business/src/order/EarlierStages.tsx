import { FactList, type Stage } from '@ronghe/field'
import { valueWords } from '@ronghe/forms'
import { Icon, useI18n } from '@ronghe/ui'
import styles from './EarlierStages.module.css'
import { useOrderInHand } from './OrderRoom'
import { isOpen, stagesInOrder, stageTitle } from './stages'
import { texts } from './texts'

/** What was recorded in the stages before, to look up. */
export function EarlierStages() {
  const { t, say } = useI18n(texts)
  const { detail } = useOrderInHand()
  const earlier = stagesInOrder(detail.order).filter((stage) => !isOpen(stage) && stage.values !== undefined)
  return (
    <>
      {earlier.map((stage) => (
        <details key={stage.stage} className={styles.stage}>
          <summary className={styles.summary}>
            <Icon name="eye" /> {t('order.earlier.show', { stage: say(stageTitle(detail, stage)) })}
          </summary>
          <StageValues stage={stage} />
        </details>
      ))}
    </>
  )
}

function StageValues({ stage }: { stage: Stage }) {
  const { t, say, language } = useI18n(texts)
  const { bundle } = useOrderInHand().detail
  const ui = stage.form === undefined ? undefined : bundle?.forms[stage.form]?.ui
  const values = stage.values ?? {}
  const facts = Object.entries(ui?.fields ?? {}).flatMap(([name, field]) => {
    const words = valueWords(field, values[name], language)
    return words === undefined ? [] : [{ label: say(field.label), value: words }]
  })
  return facts.length === 0 ? <p>{t('order.earlier.nothing')}</p> : <FactList facts={facts} />
}
