import { Icon, KEY_STATE_LOOKS, KEY_STATES, keyStateName, toneClass, useI18n, type KeyState } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { metersQuery } from '../api/queries'
import styles from './meters.module.css'
import { texts } from './texts'

interface KeyStateTilesProps {
  chosen: KeyState | undefined
  onChoose: (state: KeyState | undefined) => void
}

/** How many meters have their keys how, half-updated ones first: one press shows which. */
export function KeyStateTiles({ chosen, onChoose }: KeyStateTilesProps) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.tiles} role="group" aria-label={t('meters.filter.keys')}>
      {KEY_STATES.map((state) => (
        <Tile key={state} state={state} isChosen={state === chosen} onChoose={() => onChoose(state === chosen ? undefined : state)} />
      ))}
    </div>
  )
}

function Tile({ state, isChosen, onChoose }: { state: KeyState; isChosen: boolean; onChoose: () => void }) {
  const { t, language } = useI18n(texts)
  const first = useInfiniteQuery(metersQuery({ keys: state })).data?.pages[0]
  const count = first?.items.length
  const { icon, meaning } = KEY_STATE_LOOKS[state]
  // Nothing is nothing to see to.
  const tone = count === 0 ? 'plain' : meaning
  return (
    <button type="button" className={`${styles.tile} ${toneClass(tone)}`} aria-pressed={isChosen} onClick={onChoose}>
      <span className={styles.tileName}><Icon name={icon} size="1.1em" /> {keyStateName(state, language)}</span>
      <strong className={styles.tileCount}>
        {count === undefined ? '…' : t(first?.next ? 'meters.count.at_least' : 'meters.count.exact', { count })}
      </strong>
    </button>
  )
}
