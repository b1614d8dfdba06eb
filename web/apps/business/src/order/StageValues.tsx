import { FactList, type Stage } from '@ronghe/field'
import { valueWords } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import { useOrderInHand } from './OrderRoom'
import { texts } from './texts'

/** What was recorded in a stage, question by question. */
export function StageValues({ stage }: { stage: Stage }) {
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
