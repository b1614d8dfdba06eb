import { FactList, type Stage } from '@ronghe/field'
import { valueWords } from '@ronghe/forms'
import { useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import { attachmentsIn } from '../evidence/attachments'
import { useOrderInHand } from './OrderRoom'
import { texts } from './texts'
import { TravellingPhotos } from './TravellingPhotos'

/** What was recorded in a stage, question by question. */
export function StageValues({ stage }: { stage: Stage }) {
  const { t, say, language } = useI18n(texts)
  const { bundle } = useOrderInHand().detail
  const ui = stage.form === undefined ? undefined : bundle?.forms[stage.form]?.ui
  const values = stage.values ?? {}
  const facts = Object.entries(ui?.fields ?? {}).flatMap(([name, field]): { label: string; value: ReactNode }[] => {
    const value = values[name]
    if (field.photo?.travels === true && Array.isArray(value)) {
      const photos = [...attachmentsIn({ [name]: value }).values()]
      return photos.length === 0 ? [] : [{ label: say(field.label), value: <TravellingPhotos label={say(field.label)} photos={photos} /> }]
    }
    const words = valueWords(field, value, language)
    return words === undefined ? [] : [{ label: say(field.label), value: words }]
  })
  return facts.length === 0 ? <p>{t('order.earlier.nothing')}</p> : <FactList facts={facts} />
}
