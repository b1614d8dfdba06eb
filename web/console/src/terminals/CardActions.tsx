import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import type { CardView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { ReasonDialog } from '../parts/ReasonDialog'
import { OnceShown } from './OnceShown'
import { texts } from './texts'

/** The unlock code of a card whose PIN was entered wrongly, and the end of a card. */
export function CardActions({ card }: { card: CardView }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'unlock' | 'revoke'>()
  const [code, setCode] = useState<string>()
  const path = { card: card.card }
  const unlock = useCommand(
    (reason: string, header) => answer(api.POST('/api/v1/cards/{card}/unlock', { params: { path, header }, body: { reason } })),
    {
      onDone: ({ unlock_code }) => {
        setAsking(undefined)
        setCode(unlock_code)
      },
    },
  )
  const revoke = useCommand(
    (reason: string, header) => answer(api.POST('/api/v1/cards/{card}/revoke', { params: { path, header }, body: { reason } })),
    {
      onDone: () => {
        setAsking(undefined)
        message.success(t('terminals.revoke.done', { serial: card.serial }))
      },
    },
  )
  const { serial } = card
  return (
    <Space size={4}>
      <Button size="small" onClick={() => setAsking('unlock')} aria-label={t('terminals.unlock_code.title', { serial })}>
        {t('terminals.unlock_code.button')}
      </Button>
      <Button size="small" danger onClick={() => setAsking('revoke')} aria-label={t('terminals.revoke.title', { serial })}>
        {t('terminals.revoke.button')}
      </Button>
      {asking === 'unlock' && (
        <ReasonDialog
          title={t('terminals.unlock_code.title', { serial })}
          consequence={t('terminals.unlock_code.consequence')}
          confirm={t('terminals.unlock_code.button')}
          isPending={unlock.isPending}
          error={unlock.error}
          onConfirm={(reason) => unlock.mutate(reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'revoke' && (
        <ReasonDialog
          title={t('terminals.revoke.title', { serial })}
          consequence={t('terminals.revoke.consequence')}
          confirm={t('terminals.revoke.button')}
          danger
          isPending={revoke.isPending}
          error={revoke.error}
          onConfirm={(reason) => revoke.mutate(reason)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {code !== undefined && (
        <OnceShown
          title={t('terminals.unlock_code.title', { serial })}
          secret={code}
          note={t('terminals.unlock_code.use')}
          onClose={() => setCode(undefined)}
        />
      )}
    </Space>
  )
}
