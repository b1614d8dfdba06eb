import { agentFiles, Sheet } from '@ronghe/field'
import type { Attachment } from '@ronghe/forms'
import { Button, Icon, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { texts } from './texts'
import styles from './TravellingPhotos.module.css'

interface TravellingPhotosProps {
  label: string
  photos: Attachment[]
}

/** Drawings and other photos of a stage before, as far as they have come with the order: small ones to tap, and one in full. */
export function TravellingPhotos({ label, photos }: TravellingPhotosProps) {
  const { t } = useI18n(texts)
  const [shown, setShown] = useState<number>()
  const [missing, setMissing] = useState<readonly string[]>([])
  const photo = shown === undefined ? undefined : photos[shown]
  return (
    <>
      <ul className={styles.photos}>
        {photos.map(({ attachment_id: id }, place) => (
          <li key={id}>
            {missing.includes(id) ? (
              <span className={styles.missing}>
                <Icon name="clock" /> {t('order.travelling.not_here')}
              </span>
            ) : (
              <button type="button" className={styles.photo} onClick={() => setShown(place)}>
                <img
                  src={agentFiles.picture(id)}
                  alt={t('order.travelling.photo', { label, n: place + 1, of: photos.length })}
                  onError={() => setMissing((before) => [...before, id])}
                />
              </button>
            )}
          </li>
        ))}
      </ul>
      {photo && shown !== undefined && (
        <InFull
          title={t('order.travelling.photo', { label, n: shown + 1, of: photos.length })}
          src={agentFiles.picture(photo.attachment_id)}
          onClose={() => setShown(undefined)}
          {...(shown > 0 ? { onBefore: () => setShown(shown - 1) } : {})}
          {...(shown < photos.length - 1 ? { onNext: () => setShown(shown + 1) } : {})}
        />
      )}
    </>
  )
}

interface InFullProps {
  title: string
  src: string
  onClose: () => void
  onBefore?: () => void
  onNext?: () => void
}

/** One sheet of a drawing: as wide as the screen, or large enough to read its numbers and moved with a finger. */
function InFull({ title, src, onClose, onBefore, onNext }: InFullProps) {
  const { t } = useI18n(texts)
  const [isLarge, setLarge] = useState(false)
  return (
    <Sheet full title={title} onClose={onClose}>
      <div className={styles.view} data-pannable role="group" aria-label={title} tabIndex={0}>
        <img className={isLarge ? styles.large : styles.whole} src={src} alt={title} />
      </div>
      <div className={styles.actions}>
        <Button label={t('order.travelling.before')} onClick={() => onBefore?.()} disabled={onBefore === undefined}>
          <Icon name="back" />
        </Button>
        <Button onClick={() => setLarge(!isLarge)}>
          <Icon name="search" /> {t(isLarge ? 'order.travelling.smaller' : 'order.travelling.larger')}
        </Button>
        <Button label={t('order.travelling.next')} onClick={() => onNext?.()} disabled={onNext === undefined}>
          <Icon name="forward" />
        </Button>
      </div>
    </Sheet>
  )
}
