import { Button, Icon, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import type { Entered } from '../model/source'
import type { Seal, SealColour, SealPosition } from '../model/values'
import { texts } from '../texts'
import { HostFailureNote } from './HostFailureNote'
import inputs from './inputs.module.css'
import styles from './seals.module.css'
import { useHostAction } from './useHostAction'
import type { WidgetProps } from './widget'

/** A seal while it is being entered: nothing of it need be there yet. */
type SealDraft = Partial<Seal>

/** Seals with position, colour and number. */
export function SealListWidget({ name, value, onChange, schema, ids }: WidgetProps) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const seals = Array.isArray(value) ? (value as SealDraft[]) : []
  const keep = (next: SealDraft[]) => onChange(next.length === 0 ? undefined : next)
  return (
    <div className={styles.seals}>
      {seals.map((seal, at) => (
        <SealEntry
          // Seals have no id of their own and are only added at the end.
          key={at}
          seal={seal}
          number={at + 1}
          inputId={at === 0 ? ids.input : `${ids.input}-${at}`}
          onScan={() => host.scan(name, (code) => seals.map((each, place) => (place === at ? withNumber(each, code) : each)))}
          onChange={(changed) => keep(seals.map((each, place) => (place === at ? changed : each)))}
          onRemove={() => keep(seals.filter((_, place) => place !== at))}
        />
      ))}
      {seals.length < (schema.maxItems ?? SEALS_MAX) && (
        <Button wide onClick={() => keep([...seals, {}])} {...(seals.length === 0 ? { id: ids.input } : {})}>
          <Icon name="add" /> {t('forms.seal.add')}
        </Button>
      )}
    </div>
  )
}

interface SealEntryProps {
  seal: SealDraft
  number: number
  inputId: string
  onScan: () => Promise<Entered | undefined>
  onChange: (seal: SealDraft) => void
  onRemove: () => void
}

function SealEntry({ seal, number, inputId, onScan, onChange, onRemove }: SealEntryProps) {
  const { t } = useI18n(texts)
  const scanning = useHostAction(async () => {
    const entered = await onScan()
    if (entered !== undefined) onChange(withNumber(seal, entered.code))
  })
  return (
    <fieldset className={styles.seal}>
      <legend>{t('forms.seal.heading', { number })}</legend>
      <div className={inputs.scannable}>
        <input
          id={inputId}
          className={`${inputs.input} ${inputs.code}`}
          aria-label={t('forms.seal.number', { number })}
          autoComplete="off"
          autoCapitalize="characters"
          value={seal.number ?? ''}
          onChange={(event) => onChange(withNumber(seal, event.target.value))}
        />
        <Button kind="primary" onClick={scanning.run} disabled={scanning.busy}>
          <Icon name="barcode" /> {t('forms.barcode.scan')}
        </Button>
      </div>
      <HostFailureNote failure={scanning.failure} />
      <div className={styles.choices}>
        <label>
          {t('forms.seal.position')}
          <select
            className={inputs.input}
            value={seal.position ?? ''}
            onChange={(event) => onChange({ ...seal, position: event.target.value as SealPosition })}
          >
            <option value="" disabled>
              {t('forms.seal.choose')}
            </option>
            {POSITIONS.map((position) => (
              <option key={position} value={position}>
                {t(`forms.seal.${position}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('forms.seal.colour')}
          <select
            className={inputs.input}
            value={seal.colour ?? ''}
            onChange={(event) => onChange({ ...seal, colour: event.target.value as SealColour })}
          >
            <option value="" disabled>
              {t('forms.seal.choose')}
            </option>
            {COLOURS.map((colour) => (
              <option key={colour} value={colour}>
                {t(`forms.seal.${colour}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <button type="button" className={styles.remove} onClick={onRemove}>
        <Icon name="close" /> {t('forms.seal.remove', { number })}
      </button>
    </fieldset>
  )
}

/** With a number as seals bear it: capitals, no blanks. */
function withNumber(seal: SealDraft, entered: string | undefined): SealDraft {
  const number = entered?.toUpperCase().replace(/\s/g, '') ?? ''
  const next = { ...seal, number }
  if (number === '') Reflect.deleteProperty(next, 'number')
  return next
}

const POSITIONS: SealPosition[] = [
  'meter_cover',
  'terminal_cover',
  'box_door',
  'communication_module',
  'transformer',
  'joint_box',
]
const COLOURS: SealColour[] = ['yellow', 'green', 'red', 'blue', 'white']
/** As the schema of values limits them. */
const SEALS_MAX = 20
