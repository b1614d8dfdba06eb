import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { Select } from 'antd'
import type { ProcessLine } from '../api/types'
import { texts } from './texts'
import styles from './migration.module.css'

interface TargetChoiceProps {
  from: ProcessLine
  to: ProcessLine
  targets: ProcessLine[]
  isDisabled: boolean
  onChoose: (hash: string) => void
}

/** Whereto, with what is unusual about it. */
export function TargetChoice({ from, to, targets, isDisabled, onChoose }: TargetChoiceProps) {
  const { t } = useI18n(texts)
  const { version } = to
  return (
    <div className={styles.target}>
      <label className={styles.targetLine}>
        <span>{t('migration.page.from', { version: from.version })} → {t('migration.target.label')}</span>
        <Select
          className={styles.choice ?? ''}
          disabled={isDisabled}
          aria-label={t('migration.target.label')}
          value={to.hash}
          options={targets.map(({ hash, version: each, active }) => ({
            value: hash, label: t(active ? 'migration.target.active' : 'migration.target.inactive', { version: each }),
          }))}
          onChange={onChoose}
        />
      </label>
      {version < from.version ? (
        <Note words={t('migration.target.older', { version })} />
      ) : (
        !to.active && <Note words={t('migration.target.not_active', { version })} />
      )}
    </div>
  )
}

function Note({ words }: { words: string }) {
  return (
    <p className={`${styles.note} ${toneClass('soon')}`}>
      <Icon name="alert" size="1em" /> <span>{words}</span>
    </p>
  )
}
