import { followPlace, metresBetween, Sheet, type PlaceFault } from '@ronghe/field'
import { positionDoubt, type Position } from '@ronghe/forms'
import { Button, formatDistance, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useEffect, useState } from 'react'
import type { AskedPlace } from './asked'
import { ManualPlace } from './ManualPlace'
import styles from './PlaceSheet.module.css'
import { texts } from './texts'

/** Where the worker stands: the receiver becomes more exact while he waits, and he decides when it is enough. */
export function PlaceSheet({ asked }: { asked: AskedPlace }) {
  const { t } = useI18n(texts)
  const { box, done } = asked
  const [place, setPlace] = useState<Position>()
  const [fault, setFault] = useState<PlaceFault>()
  const [byHand, setByHand] = useState(false)

  useEffect(
    () =>
      followPlace(
        (found) => {
          setFault(undefined)
          setPlace((best) => (best && best.accuracy_m < found.accuracy_m ? best : found))
        },
        setFault,
      ),
    [],
  )

  const distance = place && box && metresBetween(place, box)
  const doubt = place && positionDoubt(place, distance)
  return (
    <Sheet title={t('place.sheet.title')} onClose={() => done(undefined)}>
      {place ? (
        <div className={`${styles.found} ${toneClass(doubt ? 'soon' : 'done')}`}>
          <p className={styles.main}>{t('place.found.accuracy', { accuracy: formatDistance(place.accuracy_m) })}</p>
          {distance !== undefined && <p>{t('place.found.distance', { distance: formatDistance(distance) })}</p>}
          {doubt && <p><Icon name="alert" /> {t(`place.doubt.${doubt}`)}</p>}
        </div>
      ) : (
        <p className={`${styles.found} ${toneClass(fault ? 'late' : 'running')}`} role="status">
          <Icon name={fault ? 'alert' : 'pin'} /> {t(fault ? `place.fault.${fault}` : 'place.found.waiting')}
        </p>
      )}
      <Button kind="primary" wide onClick={() => done(place)} disabled={place === undefined}>
        <Icon name="check" /> {t('place.sheet.use')}
      </Button>
      {byHand ? (
        <ManualPlace start={place ?? box} onPlace={done} />
      ) : (
        <Button wide onClick={() => setByHand(true)}>
          <Icon name="pen" /> {t('place.sheet.by_hand')}
        </Button>
      )}
    </Sheet>
  )
}
