import { formatDistance, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import { positionDoubt } from '../model/positionDoubt'
import type { Position } from '../model/values'
import { texts } from '../texts'
import styles from './evidence.module.css'
import { HostFailureNote } from './HostFailureNote'
import { useHostAction } from './useHostAction'
import type { WidgetProps } from './widget'

/** Where the work is done, how exactly that is known, and how far it is from where it should be. */
export function GpsWidget({ name, value, onChange, ids }: WidgetProps) {
  const { t } = useI18n(texts)
  const host = useFormHost()
  const position = value as Position | undefined
  const locating = useHostAction(async () => onChange(await host.locate(name)))
  return (
    <div className={styles.stack}>
      {position && <PositionCard position={position} distance={host.distanceTo(position)} />}
      <button
        type="button"
        id={ids.input}
        className={position ? styles.again : styles.ask}
        onClick={locating.run}
        disabled={locating.busy}
        aria-describedby={ids.notes}
      >
        <Icon name={position ? 'redo' : 'pin'} />
        {locating.busy ? t('forms.gps.locating') : t(position ? 'forms.gps.again' : 'forms.gps.locate')}
      </button>
      <HostFailureNote failure={locating.failure} />
    </div>
  )
}

function PositionCard({ position, distance }: { position: Position; distance: number | undefined }) {
  const { t } = useI18n(texts)
  const isDoubtful = positionDoubt(position, distance) !== undefined
  return (
    <div className={`${styles.card} ${toneClass(isDoubtful ? 'soon' : 'done')}`}>
      <Icon name={isDoubtful ? 'alert' : 'check'} size="1.5em" />
      <div>
        <p className={styles.main}>
          {distance === undefined
            ? t('forms.gps.accuracy', { accuracy: formatDistance(position.accuracy_m) })
            : t('forms.gps.distance', { distance: formatDistance(distance) })}
        </p>
        <p className={styles.more}>
          {distance !== undefined && (
            <span>{t('forms.gps.accuracy', { accuracy: formatDistance(position.accuracy_m) })}</span>
          )}
          <span>
            {t('forms.gps.coordinates', { longitude: position.lon.toFixed(5), latitude: position.lat.toFixed(5) })}
          </span>
          {position.source === 'manual' && <span>{t('forms.gps.manual')}</span>}
        </p>
      </div>
    </div>
  )
}
