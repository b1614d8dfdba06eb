import { Icon, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import type { MigrationReport, ProcessLine } from '../api/types'
import { Tag } from '../parts/Tag'
import type { BothVersions } from './elementNames'
import { PlaceChoices } from './PlaceChoices'
import { placesAsked, type Places } from './places'
import { StageList } from './StageList'
import { StayList } from './StayList'
import { texts } from './texts'
import styles from './migration.module.css'

interface MigrationPreviewProps {
  from: ProcessLine
  both: BothVersions
  preview: MigrationReport
  /** As they are chosen now; the preview may be of others. */
  places: Places
  isChanged: boolean
  isAsking: boolean
  onChange: (places: Places) => void
  onPreview: () => void
  onMove: () => void
}

/** What would move and what not, what takes the place of what is gone, and the way to moving. */
export function MigrationPreview(props: MigrationPreviewProps) {
  const { from, both, preview, places, isChanged, isAsking, onChange, onPreview, onMove } = props
  const { t } = useI18n(texts)
  const { orders, movable, more, stages, faults } = preview
  const asked = placesAsked(faults, places, both.from)
  const { version } = from
  return (
    <section className={styles.card} aria-label={t('migration.preview.title', { version })} aria-busy={isAsking}>
      <h2 className={styles.heading}>
        {t('migration.preview.title', { version })}
        <span className={styles.tags}>
          <Tag meaning="plain" icon="work">{t('migration.preview.orders', { count: orders })}</Tag>
          <Tag meaning="done" icon="check">{t('migration.preview.movable', { count: movable })}</Tag>
          {orders > movable && <Tag meaning="soon" icon="stop">{t('migration.preview.staying', { count: orders - movable })}</Tag>}
        </span>
      </h2>
      {more && <p className={styles.muted}>{t('migration.preview.more', { count: orders })}</p>}
      <h3 className={styles.part}>{t('migration.stages.title')}</h3>
      {stages.length > 0 ? <StageList stages={stages} both={both} /> : <p>{t('migration.stages.none')}</p>}
      {stages.length > 0 && <p className={styles.muted}>{t('migration.stages.note')}</p>}
      {faults.length > 0 && (
        <>
          <h3 className={styles.part}>{t('migration.stays.title')}</h3>
          <StayList faults={faults} both={both} />
        </>
      )}
      {asked.length > 0 && (
        <>
          <h3 className={styles.part}>{t('migration.places.title')}</h3>
          <p className={styles.muted}>{t('migration.places.hint')}</p>
          <PlaceChoices asked={asked} places={places} both={both} onChange={onChange} />
        </>
      )}
      <div className={styles.acts}>
        <Button type={isChanged ? 'primary' : 'default'} icon={<Icon name="redo" size="1em" />} loading={isAsking} onClick={onPreview}>
          {t('migration.preview.again')}
        </Button>
        <Button type={isChanged ? 'default' : 'primary'} disabled={isChanged || isAsking || movable === 0} onClick={onMove}>
          {t('migration.move.button', { count: movable })}
        </Button>
        <span role="status" className={styles.muted}>{hint()}</span>
      </div>
    </section>
  )

  function hint(): string {
    if (isAsking) return t('migration.preview.running')
    if (isChanged) return t('migration.preview.changed')
    return movable === 0 ? t('migration.preview.nothing_moves') : ''
  }
}
