import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import type { MigrationReport, ProcessLine } from '../api/types'
import type { BothVersions } from './elementNames'
import { StageList } from './StageList'
import { StayList } from './StayList'
import { texts } from './texts'
import styles from './migration.module.css'

interface MoveReportProps {
  report: MigrationReport
  from: ProcessLine
  to: ProcessLine
  both: BothVersions
  /** The reasons stand below already. */
  hidesReasons: boolean
  onAgain: () => void
}

/** What was moved, what stayed and why. */
export function MoveReport({ report, from, to, both, hidesReasons, onAgain }: MoveReportProps) {
  const { t } = useI18n(texts)
  const { orders, movable, more, stages, faults } = report
  const stayed = orders - movable
  return (
    <section className={styles.card} aria-label={t('migration.report.title')}>
      <h2 className={styles.heading}>{t('migration.report.title')}</h2>
      <p role="status" className={`${styles.note} ${toneClass(movable > 0 ? 'done' : 'soon')}`}>
        <Icon name={movable > 0 ? 'check' : 'alert'} size="1em" />
        <strong>{movable > 0 ? t('migration.report.moved', { count: movable, version: to.version }) : t('migration.report.none')}</strong>
        {stayed > 0 && <span>{t('migration.report.stayed', { count: stayed, version: from.version })}</span>}
        {more && <span>{t(movable > 0 ? 'migration.report.more' : 'migration.report.stuck')}</span>}
        {movable > 0 && stayed === 0 && !more && <span>{t('migration.report.all')}</span>}
      </p>
      {stages.length > 0 && <StageList stages={stages} both={both} />}
      {!hidesReasons && faults.length > 0 && <StayList faults={faults} both={both} />}
      {(more || stayed > 0) && <Button onClick={onAgain}>{t('migration.report.again')}</Button>}
    </section>
  )
}
