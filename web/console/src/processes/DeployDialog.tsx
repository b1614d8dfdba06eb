import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../api/client'
import { problemFaults } from '../api/problemWords'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { ProcessDrawing } from '../parts/drawing/ProcessDrawing'
import { paths } from '../paths'
import { bundleFaults } from './faults/bundleFaults'
import type { BundleFiles } from './bundleFiles'
import { BundlePicker } from './BundlePicker'
import { FaultTable } from './faults/FaultTable'
import { texts } from './texts'
import styles from './processes.module.css'

/** Takes a folder or zip, shows what is in it, sends it, and shows every fault that the platform finds. */
export function DeployDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [files, setFiles] = useState<BundleFiles>()
  const command = useCommand(
    (body: { files: BundleFiles }, header) => answer(api.POST('/api/v1/processes', { params: { header }, body })),
    {
      onDone: ({ hash, version, new: isNew }) => {
        message.success(t(isNew ? 'processes.deploy.done' : 'processes.deploy.known', { version }))
        onClose()
        void navigate(paths.process(hash))
      },
    },
  )
  const faults = bundleFaults(problemFaults(command.error))
  const drawing = files?.['process.bpmn']
  const choose = (chosen: BundleFiles) => {
    command.reset()
    setFiles(chosen)
  }
  return (
    <Modal
      open
      width={860}
      title={t('processes.deploy.title')}
      okText={t('processes.deploy.button')}
      cancelText={t('processes.dialog.cancel')}
      okButtonProps={{ disabled: files === undefined, loading: command.isPending }}
      onOk={() => files && command.mutate({ files })}
      onCancel={onClose}
    >
      <p className={styles.muted}>{t('processes.deploy.consequence')}</p>
      <BundlePicker onChoose={choose} />
      {files && (
        <>
          <p>{t('processes.deploy.files', { count: Object.keys(files).length, names: Object.keys(files).join(' · ') })}</p>
          {drawing !== undefined && faults.length === 0 && <div className={styles.preview}><ProcessDrawing xml={drawing} /></div>}
        </>
      )}
      <CommandError error={command.error} />
      {faults.length > 0 && <FaultTable faults={faults} />}
    </Modal>
  )
}
