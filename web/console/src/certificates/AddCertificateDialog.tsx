import { answer } from '@ronghe/sdk'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { App, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { api } from '../api/client'
import type { CertificateKind, NewCertificate, PersonView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { texts } from './texts'
import styles from './certificates.module.css'

interface AddCertificateDialogProps {
  people: PersonView[]
  kinds: CertificateKind[]
  onClose: () => void
}

/** Writes down that somebody has a certificate. */
export function AddCertificateDialog({ people, kinds, onClose }: AddCertificateDialogProps) {
  const { t, say } = useI18n(texts)
  const { message } = App.useApp()
  const id = useId()
  const [typed, setTyped] = useState(UNTYPED)
  const change = (changes: Partial<NewCertificate>) => setTyped((before) => ({ ...before, ...changes }))
  const command = useCommand((body: NewCertificate, header) => answer(api.POST('/api/v1/certificates', { params: { header }, body })), {
    onDone: () => {
      void message.success(t('certificates.add.done'))
      onClose()
    },
  })
  const isBackwards = typed.valid_from !== '' && typed.valid_to !== '' && typed.valid_to < typed.valid_from
  const isReady = Object.values(typed).every((value) => value.trim() !== '') && !isBackwards
  const text = (name: 'number' | 'issued_by', label: string) => (
    <>
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <Input id={`${id}-${name}`} maxLength={name === 'number' ? 50 : 100} value={typed[name]} onChange={({ target }) => change({ [name]: target.value })} />
    </>
  )
  const day = (name: 'valid_from' | 'valid_to', label: string) => (
    <>
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <Input id={`${id}-${name}`} type="date" value={typed[name]} onChange={({ target }) => change({ [name]: target.value })} />
    </>
  )
  return (
    <Modal
      open
      title={t('certificates.add.title')}
      okText={t('certificates.add.save')}
      cancelText={t('certificates.one.close')}
      okButtonProps={{ disabled: !isReady, loading: command.isPending }}
      onOk={() => command.mutate({ ...typed, number: typed.number.trim(), issued_by: typed.issued_by.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <label htmlFor={`${id}-person`}>{t('certificates.add.person')}</label>
        <Select
          id={`${id}-person`}
          aria-label={t('certificates.add.person')}
          showSearch={{ optionFilterProp: 'label' }}
          value={typed.person || null}
          onChange={(person: string | null) => change({ person: person ?? '' })}
          options={people.map(({ person, name, staff_no }) => ({ value: person, label: `${name} ${staff_no}` }))}
        />
        <label htmlFor={`${id}-kind`}>{t('certificates.add.kind')}</label>
        <Select
          id={`${id}-kind`}
          aria-label={t('certificates.add.kind')}
          value={typed.kind || null}
          onChange={(kind: string | null) => change({ kind: kind ?? '' })}
          options={kinds.map(({ kind, name }) => ({ value: kind, label: say(name) }))}
        />
        {text('number', t('certificates.one.number'))}
        {text('issued_by', t('certificates.one.issued_by'))}
        {day('valid_from', t('certificates.one.from'))}
        {day('valid_to', t('certificates.one.to'))}
      </div>
      {isBackwards && <p role="alert" className={toneClass('late')}><Icon name="alert" size="1em" /> {t('certificates.add.backwards')}</p>}
      <CommandError error={command.error} />
    </Modal>
  )
}

const UNTYPED: NewCertificate = { person: '', kind: '', number: '', issued_by: '', valid_from: '', valid_to: '' }
