import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import type { OrderView } from '../api/types'
import { formUis } from './formFiles'
import { texts } from './texts'
import styles from './story.module.css'

interface StoryWrongFieldsProps {
  element: string
  fields: string[]
  order: OrderView
}

/** What was wrong in the stage that an order went back to, in the words of its form. */
export function StoryWrongFields({ element, fields, order }: StoryWrongFieldsProps) {
  const { t, say, language } = useI18n(texts)
  const process = useQuery(processQuery(order.bundle_hash))
  const form = Object.values(order.stages).find((stage) => stage.element === element)?.form
  const ui = process.data && isGiven(form) ? formUis(process.data.files)[form] : undefined
  const labels = fields.map((field) => {
    const label = ui?.fields[field]?.label
    return label ? say(label) : field
  })
  return <p className={styles.more}>{t('orders.story.wrong_fields', { fields: labels.join(language === 'zh' ? '、' : ', ') })}</p>
}
