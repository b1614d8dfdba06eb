import { Icon, OUTCOME_LOOKS, outcomeName, toneClass, useI18n, type IconName, type Language, type Meaning } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { workCountsQuery } from '../api/queries'
import type { MeterWorkCounts } from '../api/types'
import { texts } from './texts'
import { WORK_KINDS, worksQueryOf, type WorkKind, type WorksFilter } from './worksFilter'
import styles from './works.module.css'

interface WorkKindTilesProps {
  filter: WorksFilter
  onChoose: (kind: WorkKind | undefined) => void
}

/** How many works there are of each kind among those that the rest of the filter leaves: one press shows which. */
export function WorkKindTiles({ filter: { kind: chosen, ...rest }, onChoose }: WorkKindTilesProps) {
  const { t } = useI18n(texts)
  const counts = useQuery(workCountsQuery(worksQueryOf(rest))).data
  return (
    <div className={styles.tiles} role="group" aria-label={t('works.filter.kind')}>
      {WORK_KINDS.map((kind) => (
        <Tile key={kind} kind={kind} counts={counts} isChosen={kind === chosen} onChoose={() => onChoose(kind === chosen ? undefined : kind)} />
      ))}
    </div>
  )
}

interface TileProps {
  kind: WorkKind
  counts: MeterWorkCounts | undefined
  isChosen: boolean
  onChoose: () => void
}

function Tile({ kind, counts, isChosen, onChoose }: TileProps) {
  const { t, language } = useI18n(texts)
  const count = counts?.[kind]
  const { icon, meaning } = looksOf(kind)
  // Nothing is nothing to see to.
  const tone = count === 0 ? 'plain' : meaning
  const isMost = count !== undefined && count === counts?.most
  return (
    <button type="button" className={`${styles.tile} ${toneClass(tone)}`} aria-pressed={isChosen} onClick={onChoose}>
      <span className={styles.tileName}><Icon name={icon} size="1.1em" /> {kindName(kind, language, t)}</span>
      <strong className={styles.tileCount}>
        {count === undefined ? '…' : t(isMost ? 'works.count.at_least' : 'works.count.exact', { count })}
      </strong>
    </button>
  )
}

function looksOf(kind: WorkKind): { icon: IconName; meaning: Meaning } {
  if (kind === 'unverified') return { icon: 'eye', meaning: 'late' }
  return kind === 'odd' ? { icon: 'alert', meaning: 'late' } : OUTCOME_LOOKS[kind]
}

function kindName(kind: WorkKind, language: Language, t: (key: 'works.kind.unverified' | 'works.kind.odd') => string): string {
  return kind === 'unverified' || kind === 'odd' ? t(`works.kind.${kind}`) : outcomeName(kind, language)
}
