import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { api } from '../api/client'
import type { CertificateKind } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { texts } from './texts'
import styles from './certificates.module.css'

/** A kind that drawings can ask for from now on. */
export function AddKindDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const id = useId()
  const [code, setCode] = useState('')
  const [zh, setZh] = useState('')
  const [en, setEn] = useState('')
  const command = useCommand(
    (body: CertificateKind, header) => answer(api.PUT('/api/v1/certificate-kinds/{kind}', { params: { path: { kind: body.kind }, header }, body })),
    {
      onDone: () => {
        void message.success(t('certificates.add.done'))
        onClose()
      },
    },
  )
  const isReady = CODE.test(code) && zh.trim() !== '' && en.trim() !== ''
  return (
    <Modal
      open
      title={t('certificates.kind.title')}
      okText={t('certificates.add.save')}
      cancelText={t('certificates.one.close')}
      okButtonProps={{ disabled: !isReady, loading: command.isPending }}
      onOk={() => command.mutate({ kind: code, name: { zh: zh.trim(), en: en.trim() } })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <label htmlFor={`${id}-code`}>{t('certificates.kind.code')}</label>
        <Input id={`${id}-code`} maxLength={32} value={code} onChange={({ target }) => setCode(target.value.trim())} />
        <label htmlFor={`${id}-zh`}>{t('certificates.kind.zh')}</label>
        <Input id={`${id}-zh`} maxLength={60} value={zh} onChange={({ target }) => setZh(target.value)} />
        <label htmlFor={`${id}-en`}>{t('certificates.kind.en')}</label>
        <Input id={`${id}-en`} maxLength={60} value={en} onChange={({ target }) => setEn(target.value)} />
      </div>
      <CommandError error={command.error} />
    </Modal>
  )
}

const CODE = /^[a-z0-9_]{1,32}$/
