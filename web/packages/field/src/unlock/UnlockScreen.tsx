import { ErrorState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { StatusBar } from '../bar/StatusBar'
import { useSession, useStanding } from '../session/FieldProvider'
import { useCommand } from '../session/useCommand'
import { texts } from '../texts'
import { CardNotice } from './CardNotice'
import { PracticeOffer } from '../practice/PracticeOffer'
import { LockedCardNotice } from './LockedCardNotice'
import { PinPad } from './PinPad'
import styles from './UnlockScreen.module.css'

/** The card and its PIN. Works without a network. */
export function UnlockScreen() {
  const { t, say } = useI18n(texts)
  const session = useSession()
  const { state } = useStanding()
  const card = state?.card
  const tries = card?.tries_left ?? 0
  const [triesBefore, setTriesBefore] = useState(tries)
  const unlocking = useCommand((pin: string) => {
    setTriesBefore(tries)
    return session.unlock(pin)
  })
  // A wrong PIN has cost a try, and the line that counts them says so; anything else is told in full.
  const failure = tries < triesBefore ? undefined : unlocking.failure

  return (
    <div className={styles.screen}>
      <main className={styles.main}>
        <h1 className={styles.title}>{t('field.unlock.title')}</h1>
        {card === undefined && (
          <CardNotice icon="card" title={t('field.unlock.no_card')} advice={t('field.unlock.insert_card')} />
        )}
        {card && (
          <div className={styles.card}>
            <Icon name="card" size="2.5rem" />
            <div>
              <p className={styles.name}>{card.name}</p>
              <p className={styles.staffNo}>{t('field.unlock.staff_no', { number: card.staff_no })}</p>
            </div>
          </div>
        )}
        {card?.why && <CardNotice icon="alert" title={say(card.why)} advice={t('field.unlock.other_card')} />}
        {card && !card.why && tries === 0 && <LockedCardNotice staffNo={card.staff_no} />}
        {card && !card.why && tries > 0 && (
          <>
            {tries < TRIES_AT_FIRST && (
              <p className={`${styles.tries} ${toneClass(tries === 1 ? 'late' : 'soon')}`} role="status">
                <Icon name="alert" /> {t('field.unlock.tries_left', { count: tries })}
              </p>
            )}
            {failure && <ErrorState error={failure} />}
            <PinPad action={t('field.unlock.unlock')} busy={unlocking.busy} onPin={unlocking.run} />
          </>
        )}
        <PracticeOffer isLocked />
      </main>
      <StatusBar />
    </div>
  )
}

/** A card has this many before anything went wrong; said only when one is used up. */
const TRIES_AT_FIRST = 5
