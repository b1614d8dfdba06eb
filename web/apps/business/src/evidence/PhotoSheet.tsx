import { roughPlace, Sheet, StorageNotice, storageLevel, useCommand, useStanding, type Photo, type PlaceTaken } from '@ronghe/field'
import type { Attachment } from '@ronghe/forms'
import { ErrorState, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState } from 'react'
import { useOutbox } from '../useHome'
import type { AskedPhoto } from './asked'
import { PhotoPreview } from './PhotoPreview'
import styles from './PhotoSheet.module.css'
import { StorageWarning } from './StorageWarning'
import { texts } from './texts'
import { Viewfinder } from './Viewfinder'

/** One photo: what is wanted, the camera, then the kept file with what was burnt in. */
export function PhotoSheet({ asked }: { asked: AskedPhoto }) {
  const { t, say } = useI18n(texts)
  const outbox = useOutbox()
  // The camera is not shown for a picture that could not be kept.
  const isShort = storageLevel(useStanding().state) === 'short'
  const place = useRef<PlaceTaken>(undefined)
  const [shot, setShot] = useState<Blob>()
  const [photo, setPhoto] = useState<Photo>()

  useEffect(() => {
    void roughPlace().then((found) => {
      if (found) place.current = { lon: found.lon, lat: found.lat, accuracy_m: found.accuracy_m, source: found.source }
    })
  }, [])

  // The picture stays in hand until the agent has it.
  const keeping = useCommand(async (picture: Blob) => {
    setShot(picture)
    setPhoto(await asked.keep(picture, place.current))
  })
  const retaking = useCommand(async () => {
    if (photo) await asked.discard(photo.attachment_id)
    setPhoto(undefined)
    setShot(undefined)
  })
  const failure = keeping.failure ?? retaking.failure
  const turnBack = () => asked.done(photo ? attachmentOf(photo) : undefined)

  return (
    <Sheet title={t('photo.sheet.title')} onClose={turnBack} full>
      <div className={styles.photo}>
        <p className={styles.wanted}>{say(asked.wanted)}</p>
        {!isShort && <StorageWarning />}
        {failure && <ErrorState error={failure} />}
        {shot ? (
          <PhotoPreview
            shot={shot}
            photo={photo}
            busy={keeping.busy || retaking.busy}
            onAgain={() => keeping.run(shot)}
            onRetake={() => retaking.run()}
            onUse={() => photo && asked.done(attachmentOf(photo))}
          />
        ) : isShort ? (
          <div className={styles.fallback}>
            <StorageNotice onOutbox={outbox.run} />
          </div>
        ) : (
          <Viewfinder onShot={keeping.run} />
        )}
      </div>
    </Sheet>
  )
}

/** The form's value, without what only this page needs. */
function attachmentOf({ attachment_id, sha256, size, mime, taken_at, position }: Photo): Attachment {
  return { attachment_id, sha256, size, mime, taken_at, ...(position ? { position } : {}) }
}
