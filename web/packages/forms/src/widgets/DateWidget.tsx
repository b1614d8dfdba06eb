import { Button, formatMoment, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import { liesAhead } from '../model/moments'
import { fromInstant, toInstant, type Instant } from '../model/values'
import { texts } from '../texts'
import styles from './inputs.module.css'
import { textOrNothing } from './TextWidget'
import { describedBy, type WidgetProps } from './widget'

/** A day: `2025-07-11`. */
export function DateWidget(props: WidgetProps) {
  return (
    <input
      {...describedBy(props)}
      id={props.ids.input}
      className={styles.input}
      type="date"
      value={typeof props.value === 'string' ? props.value : ''}
      onChange={(event) => props.onChange(textOrNothing(event.target.value))}
    />
  )
}

/** A moment, asked in the company's time and kept as an instant. */
export function DatetimeWidget(props: WidgetProps) {
  const { t, language } = useI18n(texts)
  const host = useFormHost()
  // The browser writes dates in its own language, so the moment also stands there in the worker's.
  const moment =
    typeof props.value === 'number' ? formatMoment(fromInstant(props.value), host.now(), language) : undefined
  return (
    <div className={styles.scannable}>
      <input
        {...describedBy(props)}
        id={props.ids.input}
        className={styles.input}
        type="datetime-local"
        value={typeof props.value === 'number' ? localWords(props.value) : ''}
        onChange={(event) => props.onChange(fromLocalWords(event.target.value))}
      />
      {moment && <p className={styles.words}>{moment}</p>}
      {!liesAhead(props.name) && <Button onClick={() => props.onChange(toInstant(host.now()))}>{t('forms.datetime.now')}</Button>}
    </div>
  )
}

/** "2025-07-11T16:40", as the input writes a moment without a zone. */
function localWords(instant: Instant): string {
  const shifted = new Date(fromInstant(instant).getTime() + ZONE_OFFSET_MS)
  return shifted.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)
}

function fromLocalWords(words: string): Instant | undefined {
  const moment = new Date(`${words}:00+08:00`)
  return Number.isNaN(moment.getTime()) ? undefined : toInstant(moment)
}

/** Asia/Shanghai, which has had no summer time since 1991. */
const ZONE_OFFSET_MS = 8 * 60 * 60_000
