import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Modal } from 'antd'
import { api } from '../api/client'
import type { AbsenceView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'
import { useKindWords } from './useKindWords'
import { useSpanWords } from './useSpanWords'

/** Takes an absence back, after saying whose it is and what follows. */
export function CancelDialog({ absence, onClose }: { absence: AbsenceView; onClose: () => void }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const spanWords = useSpanWords()
  const name = usePersonName()(absence.person)
  const kind = useKindWords()(absence.kind)
  const command = useCommand(
    (body: { absence: string }, header) => answer(api.POST('/api/v1/absences/cancel', { params: { header }, body })),
    {
      onDone: () => {
        void message.success(t('absences.cancel.done', { name, kind }))
        onClose()
      },
    },
  )
  const own = {
    'not-found': { cause: t('absences.cancel.gone'), nextStep: t('absences.cancel.gone_advice') },
    'not-allowed': { cause: t('absences.add.refused'), nextStep: t('absences.add.refused_advice') },
  }
  return (
    <Modal
      open
      title={t('absences.cancel.title', { name, kind })}
      okText={t('absences.cancel.button')}
      cancelText={t('absences.dialog.close')}
      okButtonProps={{ danger: true, loading: command.isPending, autoFocus: true }}
      onOk={() => command.mutate({ absence: absence.absence })}
      onCancel={onClose}
    >
      <p>
        <strong>{spanWords(absence)}</strong> {absence.note}
      </p>
      <p>{t('absences.cancel.effect', { name })}</p>
      <CommandError error={command.error} own={own} />
    </Modal>
  )
}
