import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { api } from '../api/client'
import type { CertificateView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { useCertificateKinds } from '../people/useCertificateKinds'
import { usePersonName } from '../people/usePersonName'
import { StandingTag } from './StandingTag'
import { texts } from './texts'
import styles from './certificates.module.css'

interface CertificateDialogProps {
  certificate: CertificateView
  mayKeep: boolean
  onClose: () => void
}

/** One certificate in full; it is extended after a check, or withdrawn for a reason. */
export function CertificateDialog({ certificate, mayKeep, onClose }: CertificateDialogProps) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const id = useId()
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const nameOfKind = useCertificateKinds()
  const nameOf = usePersonName()
  const done = (words: string) => {
    void message.success(words)
    onClose()
  }
  const which = { certificate: certificate.certificate }
  const extend = useCommand(
    (valid_to: string, header) => answer(api.POST('/api/v1/certificates/extend', { params: { header }, body: { ...which, valid_to } })),
    { onDone: (_, day) => done(t('certificates.one.extended', { day })) },
  )
  const withdraw = useCommand(
    (why: string, header) => answer(api.POST('/api/v1/certificates/withdraw', { params: { header }, body: { ...which, reason: why } })),
    { onDone: () => done(t('certificates.one.withdrawn')) },
  )
  return (
    <Modal
      open
      title={t('certificates.one.title', { name: nameOf(certificate.person), kind: nameOfKind(certificate.kind) })}
      footer={<Button onClick={onClose}>{t('certificates.one.close')}</Button>}
      onCancel={onClose}
    >
      <dl className={styles.facts}>
        <dt>{t('certificates.one.number')}</dt>
        <dd>{certificate.number}</dd>
        <dt>{t('certificates.one.issued_by')}</dt>
        <dd>{certificate.issued_by}</dd>
        <dt>{t('certificates.one.from')}</dt>
        <dd>{certificate.valid_from}</dd>
        <dt>{t('certificates.one.to')}</dt>
        <dd>{certificate.valid_to} <StandingTag certificate={certificate} /></dd>
      </dl>
      {mayKeep && (
        <>
          <div className={styles.act}>
            <label htmlFor={`${id}-until`}>{t('certificates.one.new_to')}</label>
            <Input id={`${id}-until`} type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
            <Button type="primary" disabled={until <= certificate.valid_to} loading={extend.isPending} onClick={() => extend.mutate(until)}>
              {t('certificates.one.extend')}
            </Button>
          </div>
          <div className={styles.act}>
            <label htmlFor={`${id}-reason`}>{t('certificates.one.reason')}</label>
            <Input id={`${id}-reason`} maxLength={200} value={reason} onChange={({ target }) => setReason(target.value)} />
            <Button danger disabled={reason.trim().length < REASON_LEN_MIN} loading={withdraw.isPending} onClick={() => withdraw.mutate(reason.trim())}>
              {t('certificates.one.withdraw')}
            </Button>
          </div>
          <p className={styles.muted}>{t('certificates.one.withdraw_effect')}</p>
        </>
      )}
      <CommandError error={extend.error ?? withdraw.error} />
    </Modal>
  )
}

const REASON_LEN_MIN = 2
