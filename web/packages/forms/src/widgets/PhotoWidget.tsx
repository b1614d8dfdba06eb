import { DeliveryBadge, formatPercent, Icon, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import type { Attachment } from '../model/values'
import { texts } from '../texts'
import { HostFailureNote } from './HostFailureNote'
import styles from './photos.module.css'
import { useHostAction } from './useHostAction'
import type { WidgetProps } from './widget'

/** Tiles that fill up: those taken, those still wanted, and one more while there is room. */
export function PhotoWidget({ name, ui, value, onChange, ids }: WidgetProps) {
  const { t, say } = useI18n(texts)
  const host = useFormHost()
  const photos = Array.isArray(value) ? (value as Attachment[]) : []
  const { min, max } = ui.photo ?? { min: 0, max: PHOTOS_MAX }
  const slots = Math.min(max, Math.max(min, photos.length + 1))

  const capturing = useHostAction(async () => {
    const photo = await host.capturePhoto(name)
    if (photo !== undefined) onChange([...photos, photo])
  })
  const retake = async (old: Attachment) => {
    const photo = await host.capturePhoto(name, old)
    if (photo === undefined) return
    onChange(photos.map((each) => (each.attachment_id === old.attachment_id ? photo : each)))
  }

  return (
    <div className={styles.photos}>
      {ui.photo && <p className={styles.wanted}>{say(ui.photo.what)}</p>}
      <ul className={styles.tiles} aria-labelledby={ids.label}>
        {Array.from({ length: slots }, (_, at) => {
          const photo = photos[at]
          return (
            <li key={photo?.attachment_id ?? `empty-${at}`}>
              {photo ? (
                <TakenTile photo={photo} at={at + 1} onRetake={() => retake(photo)} />
              ) : (
                <button
                  type="button"
                  id={at === photos.length ? ids.input : undefined}
                  className={styles.empty}
                  data-wanted={at < min}
                  onClick={capturing.run}
                  disabled={capturing.busy}
                  aria-describedby={ids.notes}
                >
                  <Icon name="camera" size="2rem" />
                  <span>{t('forms.photo.take')}</span>
                  <span className={styles.place}>{at < min ? t('forms.photo.wanted', { at: at + 1, min }) : t('forms.photo.extra')}</span>
                </button>
              )}
            </li>
          )
        })}
      </ul>
      <HostFailureNote failure={capturing.failure} />
    </div>
  )
}

function TakenTile({ photo, at, onRetake }: { photo: Attachment; at: number; onRetake: () => Promise<void> }) {
  const { t } = useI18n(texts)
  const view = useFormHost().attachment(photo.attachment_id)
  const retaking = useHostAction(onRetake)
  return (
    <figure className={styles.taken}>
      {view?.thumbnailUrl === undefined ? (
        <p className={styles.elsewhere}>
          <Icon name="camera" size="2rem" />
          <span>{t('forms.photo.elsewhere', { at })}</span>
        </p>
      ) : (
        <img src={view.thumbnailUrl} alt={t('forms.photo.number', { at })} />
      )}
      <figcaption>
        {view && <DeliveryBadge state={view.delivery} />}
        {view?.sentShare !== undefined && <span className={styles.share}>{t('forms.photo.uploaded', { percent: formatPercent(view.sentShare) })}</span>}
      </figcaption>
      <button
        type="button"
        className={styles.retake}
        onClick={retaking.run}
        disabled={retaking.busy}
        aria-label={t('forms.photo.retake_number', { at })}
      >
        <Icon name="redo" /> {t('forms.photo.retake')}
      </button>
      <HostFailureNote failure={retaking.failure} />
    </figure>
  )
}

/** As the schema of values limits them. */
const PHOTOS_MAX = 30
