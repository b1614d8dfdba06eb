import { useI18n } from '@ronghe/ui'
import { Modal } from 'antd'
import type { MigrationReport, ProcessLine } from '../api/types'
import { useProcessTitles } from '../processes/useProcessTitles'
import { nameAfter, nameIn, type BothVersions } from './elementNames'
import { texts } from './texts'
import styles from './migration.module.css'

interface MoveDialogProps {
  from: ProcessLine
  to: ProcessLine
  both: BothVersions
  preview: MigrationReport
  onConfirm: () => void
  onClose: () => void
}

/** Says what moving means for the orders and for whoever works on them, before it is done. */
export function MoveDialog({ from, to, both, preview, onConfirm, onClose }: MoveDialogProps) {
  const { t, say } = useI18n(texts)
  const titleOf = useProcessTitles()
  const { movable, orders, stages } = preview
  return (
    <Modal
      open
      width={600}
      title={t('migration.move.title', { count: movable })}
      okText={t('migration.move.button', { count: movable })}
      cancelText={t('migration.move.cancel')}
      onOk={onConfirm}
      onCancel={onClose}
    >
      <p className={styles.which}>
        {t('migration.move.versions', { process: say(titleOf(from.process)), from: from.version, to: to.version })}
      </p>
      <ul className={styles.effects}>
        <li>{t('migration.move.kept')}</li>
        <li>{t('migration.move.taken')}</li>
        {stages.filter(({ element, target }) => element !== target).map(({ element, target, count }) => (
          <li key={element}>
            {t('migration.move.renamed', { element: say(nameIn(both.from, element)), target: say(nameAfter(both, element, target)), count })}
          </li>
        ))}
        <li>{t('migration.move.one_by_one')}</li>
        {orders > movable && <li>{t('migration.move.staying', { count: orders - movable, version: from.version })}</li>}
        <li>{t('migration.move.no_way_back')}</li>
      </ul>
    </Modal>
  )
}
