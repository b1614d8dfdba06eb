import { answer } from '@ronghe/sdk'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import { peopleQuery } from '../api/queries'
import type { HandOverReport, HandOverRequest, PersonView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { ReasonField } from '../steering/ReasonField'
import { HandOverResult } from './HandOverResult'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** Everything that somebody has in hand goes to another person, or to whom it would fall without him. */
export function HandOverDialog({ from, onClose }: { from: PersonView; onClose: () => void }) {
  const { t } = useI18n(texts)
  const people = useQuery(peopleQuery(from.station ?? undefined))
  const [isNamed, setNamed] = useState(false)
  const [to, setTo] = useState<string>()
  const [reason, setReason] = useState('')
  const [report, setReport] = useState<HandOverReport>()
  const handOver = useCommand(
    (body: HandOverRequest, header) => answer(api.POST('/api/v1/orders/hand-over', { params: { header }, body })),
    { onDone: setReport },
  )
  const others = (people.data ?? []).filter(({ person, active }) => active && person !== from.person)
  const isReady = reason.trim().length >= REASON_LEN_MIN && (!isNamed || to !== undefined)
  const give = () => handOver.mutate({ from: from.person, reason: reason.trim(), ...(isNamed && to !== undefined ? { to } : {}) })
  const isDone = report !== undefined && !report.more

  return (
    <Modal
      open
      title={t('dispatch.hand_over.title', { name: from.name })}
      okText={t(report?.more === true ? 'dispatch.hand_over.again' : 'dispatch.hand_over.confirm')}
      cancelText={t(report === undefined ? 'dispatch.dialog.cancel' : 'dispatch.hand_over.close')}
      okButtonProps={{ disabled: !isReady, loading: handOver.isPending, ...(isDone ? { style: { display: 'none' } } : {}) }}
      maskClosable={!handOver.isPending}
      onOk={give}
      onCancel={onClose}
    >
      {report === undefined ? (
        <div className={styles.handOver}>
          <p>{t('dispatch.hand_over.consequence')}</p>
          <Radio.Group
            aria-label={t('dispatch.hand_over.to')}
            vertical
            value={isNamed}
            onChange={(event) => setNamed(event.target.value === true)}
            options={[
              { value: false, label: t('dispatch.hand_over.by_rule') },
              { value: true, label: t('dispatch.hand_over.named') },
            ]}
          />
          {isNamed && (
            <Select
              aria-label={t('dispatch.hand_over.named')}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('dispatch.hand_over.choose')}
              loading={people.isLoading}
              value={to ?? null}
              onChange={(value?: string | null) => setTo(value ?? undefined)}
              options={others.map(({ person, name, staff_no }) => ({ value: person, label: `${name} · ${staff_no}` }))}
            />
          )}
          <ReasonField
            label={t('dispatch.dialog.reason')}
            value={reason}
            onChange={setReason}
            usual={(['sick', 'leave', 'moved_on', 'load'] as const).map((why) => t(`dispatch.hand_over.${why}`))}
          />
          {handOver.isPending && (
            <p role="status" className={toneClass('running')}>
              <Icon name="clock" size="1em" /> {t('dispatch.hand_over.running')}
            </p>
          )}
        </div>
      ) : (
        <HandOverResult report={report} people={people.data ?? []} />
      )}
      <CommandError error={handOver.error} />
    </Modal>
  )
}

const REASON_LEN_MIN = 2
