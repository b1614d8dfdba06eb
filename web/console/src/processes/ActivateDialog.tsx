import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Modal } from 'antd'
import { api } from '../api/client'
import type { ProcessLine } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { texts } from './texts'
import { useProcessTitles } from './useProcessTitles'

/** Says what activating means before it is done. */
export function ActivateDialog({ line, onClose }: { line: ProcessLine; onClose: () => void }) {
  const { t, say } = useI18n(texts)
  const titleOf = useProcessTitles()
  const { message } = App.useApp()
  const { version } = line
  const process = say(titleOf(line.process))
  const command = useCommand(
    (hash: string, header) =>
      answer(api.POST('/api/v1/processes/{hash}/activate', { params: { path: { hash }, header } })),
    {
      onDone: () => {
        message.success(t('processes.activate.done', { process, version }))
        onClose()
      },
    },
  )
  return (
    <Modal
      open
      title={t('processes.activate.title', { process, version })}
      okText={t('processes.activate.button')}
      cancelText={t('processes.dialog.cancel')}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => command.mutate(line.hash)}
      onCancel={onClose}
    >
      <p>{t('processes.activate.consequence')}</p>
      <CommandError error={command.error} />
    </Modal>
  )
}
