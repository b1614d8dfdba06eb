import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Modal, Select } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import { dispatchRulesQuery, stationsQuery } from '../api/queries'
import type { StationRules } from '../api/types'
import { useCommand } from '../api/useCommand'
import { Answered } from '../parts/Answered'
import { CommandError } from '../parts/CommandError'
import { RulesForm } from './RulesForm'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** By which rules a station's work is dispatched; an administrator chooses the station. */
export function RulesDialog({ station: own, onClose }: { station: string | undefined; onClose: () => void }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const rules = useQuery(dispatchRulesQuery(own))
  const stations = useQuery(stationsQuery)
  const [station, setStation] = useState(own)
  const [typed, setTyped] = useState<StationRules>()
  const said = rules.data?.stations.find((each) => each.station === station)
  const shown = typed ?? said
  const command = useCommand((body: StationRules, header) => answer(api.PUT('/api/v1/dispatch/rules', { params: { header }, body })), {
    onDone: () => {
      void message.success(t('dispatch.rules.done'))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('dispatch.rules.title')}
      okText={t('dispatch.rules.save')}
      cancelText={t('dispatch.dialog.cancel')}
      okButtonProps={{ disabled: typed === undefined, loading: command.isPending }}
      onOk={() => typed && command.mutate(typed)}
      onCancel={onClose}
    >
      <Answered query={rules} rows={3}>
        {() => (
          <div className={styles.handOver}>
            {own === undefined && (
              <Select
                aria-label={t('dispatch.rules.station')}
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('dispatch.rules.station')}
                value={station ?? null}
                onChange={(value: string | null) => {
                  setStation(value ?? undefined)
                  setTyped(undefined)
                }}
                options={(stations.data ?? []).map((each) => ({ value: each.station, label: each.name }))}
              />
            )}
            {shown && <RulesForm rules={shown} onChange={setTyped} />}
          </div>
        )}
      </Answered>
      <CommandError error={command.error} />
    </Modal>
  )
}
