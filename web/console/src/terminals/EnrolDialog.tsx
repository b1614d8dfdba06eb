import { answer } from '@ronghe/sdk'
import { formatExact, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { api } from '../api/client'
import { stationsQuery } from '../api/queries'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { toDate } from '../parts/Moment'
import { OnceShown } from './OnceShown'
import { texts } from './texts'

interface NewTerminal {
  name: string
  station?: string
}

/** Makes a one-time code for a new terminal; it is shown once. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n(texts)
  const [form] = Form.useForm<NewTerminal>()
  const stations = useQuery(stationsQuery)
  const command = useCommand((body: NewTerminal, header) =>
    answer(api.POST('/api/v1/terminals/enrolment-codes', { params: { header }, body })),
  )
  if (command.data) {
    const { code, expires_at } = command.data
    return (
      <OnceShown
        title={t('terminals.enrol.made')}
        secret={code}
        note={t('terminals.enrol.valid', { until: formatExact(toDate(expires_at)) })}
        onClose={onClose}
      />
    )
  }
  return (
    <Modal
      open
      title={t('terminals.enrol.title')}
      okText={t('terminals.enrol.make')}
      cancelText={t('terminals.dialog.cancel')}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ name, station }) => command.mutate({ name: name.trim(), ...(station ? { station } : {}) })}>
        <Form.Item
          name="name" label={t('terminals.enrol.name')}
          rules={[{ required: true, whitespace: true, max: 60, message: t('terminals.enrol.name_rule') }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="station" label={t('terminals.enrol.station')} extra={t('terminals.enrol.station_hint')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={(stations.data ?? []).map(({ station, name }) => ({ value: station, label: name }))}
          />
        </Form.Item>
      </Form>
      <CommandError error={command.error} />
    </Modal>
  )
}
