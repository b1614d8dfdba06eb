import type { Text } from '@ronghe/ui'
import type { OrderDetail, Stage } from './wire'

/** What a stage is called: its form has a name in both languages, the drawing only one. */
export function stageTitle({ bundle }: Pick<OrderDetail, 'bundle'>, { form, name }: Stage): Text {
  return (form === undefined ? undefined : bundle?.forms[form]?.ui.title) ?? { zh: name, en: name }
}
