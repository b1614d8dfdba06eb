import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Button } from 'antd'
import { api } from '../api/client'
import type { CutOverView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { texts } from './texts'

/** Takes a cut-over back before its day. */
export function CancelCutOver({ cutOver: { cut_over, area_name } }: { cutOver: CutOverView }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const command = useCommand(
    (body: { cut_over: string }, header) => answer(api.POST('/api/v1/cut-overs/cancel', { params: { header }, body })),
    { onDone: () => void message.success(t('cutover.cancel.done')) },
  )
  return (
    <>
      <Button size="small" loading={command.isPending} aria-label={t('cutover.cancel.of', { area: area_name })} onClick={() => command.mutate({ cut_over })}>
        {t('cutover.cancel.button')}
      </Button>
      <CommandError error={command.error} />
    </>
  )
}
