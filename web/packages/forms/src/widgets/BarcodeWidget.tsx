import { Button, Icon, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useFormHost } from '../host'
import type { EntrySource } from '../model/source'
import { texts } from '../texts'
import { CodeProgress } from './CodeProgress'
import { EntryPace } from './entryPace'
import { HostFailureNote } from './HostFailureNote'
import styles from './inputs.module.css'
import { textOrNothing } from './TextWidget'
import { useHostAction } from './useHostAction'
import { describedBy, type WidgetProps } from './widget'

/** A number that is scanned first and typed second. A hardware scanner types into the input, at its own pace. */
export function BarcodeWidget(props: WidgetProps) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const [pace] = useState(() => new EntryPace())
  const value = typeof props.value === 'string' ? props.value : ''
  const enter = (code: string, source: EntrySource) => {
    props.onChange(textOrNothing(code))
    props.onSource?.(code === '' ? undefined : source)
  }
  const scanning = useHostAction(async () => {
    const entered = await host.scan(props.name, (code) => code)
    if (entered !== undefined) enter(entered.code, entered.source)
  })
  return (
    <div className={styles.stack}>
      <div className={styles.scannable}>
        <input
          {...describedBy(props)}
          id={props.ids.input}
          className={`${styles.input} ${styles.code}`}
          type="text"
          inputMode={props.ui.keyboard === 'numeric' ? 'numeric' : 'text'}
          autoComplete="off"
          value={value}
          onChange={({ target, nativeEvent }) => {
            const code = target.value.replace(/\s/g, '')
            enter(code, pace.hear(value, code, nativeEvent))
          }}
        />
        <Button kind="primary" onClick={scanning.run} disabled={scanning.busy}>
          <Icon name="barcode" /> {t('forms.barcode.scan')}
        </Button>
      </div>
      <CodeProgress format={props.schema.format} code={value} />
      <HostFailureNote failure={scanning.failure} />
    </div>
  )
}
