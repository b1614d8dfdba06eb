import { roughPlace, Sheet, useCommand, type Photo, type PlaceTaken } from '@ronghe/field'
import type { Attachment } from '@ronghe/forms'
import { ErrorState, useI18n } from '@ronghe/ui'
import { useEffect, useRef, useState } from 'react'
import type { AskedPhoto } from './asked'
import { PhotoPreview } from './PhotoPreview'
import styles from './PhotoSheet.module.css'
import { StorageWarning } from './StorageWarning'
import { texts } from './texts'
import { Viewfinder } from './Viewfinder'

/** One photo: what is wanted, the camera, then the kept file with what was burnt in. */
export function PhotoSheet({ asked }: { asked: AskedPhoto }) {
  const { t, say } = useI18n(texts)
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
        <StorageWarning />
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
