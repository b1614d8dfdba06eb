import { useI18n } from '@ronghe/ui'
import type { MeterWorkLine } from '../api/types'
import { Tag } from '../parts/Tag'
import { texts } from './texts'

/** That nobody has verified a work, and what is odd about it; nothing where there is nothing to see to. */
export function OddityTags({ work: { unverified, oddities } }: { work: Pick<MeterWorkLine, 'unverified' | 'oddities'> }) {
  const { t } = useI18n(texts)
  return (
    <>
      {unverified && <Tag meaning="late" icon="eye">{t('works.kind.unverified')}</Tag>}
      {oddities.map((oddity) => <Tag key={oddity} meaning="late" icon="alert">{t(`works.oddity.${oddity}`)}</Tag>)}
    </>
  )
}
