import { useI18n } from '@ronghe/ui'
import { ReasonDialog } from '../parts/ReasonDialog'
import { texts } from './texts'
import type { Unmasked } from './useUnmasked'

/** Asks why the customer's data are to be seen in full. */
export function UnmaskDialog({ unmasked }: { unmasked: Unmasked }) {
  const { t } = useI18n(texts)
  if (!unmasked.isAsking) return null
  return (
    <ReasonDialog
      title={t('orders.unmask.title')}
      consequence={t('orders.unmask.consequence')}
      confirm={t('orders.unmask.show')}
      isPending={unmasked.isPending}
      error={unmasked.error}
      onConfirm={unmasked.ask}
      onClose={unmasked.close}
    />
  )
}
