import { useI18n, type IconName } from '@ronghe/ui'
import { Tag } from '../parts/Tag'
import type { FileChange } from './bundleDifference'
import { texts } from './texts'

export function ChangeTag({ change }: { change: FileChange }) {
  const { t } = useI18n(texts)
  return <Tag meaning="plain" icon={ICONS[change]}>{t(`processes.difference.${change}`)}</Tag>
}

const ICONS: Record<FileChange, IconName> = { added: 'add', removed: 'close', changed: 'pen' }
