import { Button, groupNumber, Icon, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import { texts } from '../texts'
import { HostFailureNote } from './HostFailureNote'
import styles from './inputs.module.css'
import { textOrNothing } from './TextWidget'
import { useHostAction } from './useHostAction'
import { describedBy, type WidgetProps } from './widget'

/** A number that is scanned first and typed second. A hardware scanner types into the input and ends with Enter. */
export function BarcodeWidget(props: WidgetProps) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const scanning = useHostAction(async () => {
    const scanned = await host.scan(props.name)
    if (scanned !== undefined) props.onChange(scanned)
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
          value={typeof props.value === 'string' ? props.value : ''}
          onChange={(event) => props.onChange(textOrNothing(event.target.value.replace(/\s/g, '')))}
        />
        <Button kind="primary" onClick={scanning.run} disabled={scanning.busy}>
          <Icon name="barcode" /> {t('forms.barcode.scan')}
        </Button>
      </div>
      {isLong(props.value) && <p className={styles.aloud}>{groupNumber(props.value)}</p>}
      <HostFailureNote failure={scanning.failure} />
    </div>
  )
}

/** Long enough to be compared in groups with the plate. */
function isLong(value: unknown): value is string {
  return typeof value === 'string' && /^\d{7,}$/.test(value)
}
