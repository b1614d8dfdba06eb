import { answer } from '@ronghe/sdk'
import { commandName, groupNumber, useI18n } from '@ronghe/ui'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import { isGiven } from '../api/given'
import type { AuthorisationEntry } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { ReasonDialog } from '../parts/ReasonDialog'
import { AskedFor } from './AskedFor'
import { travels } from './knownFacts'
import { texts } from './texts'
import { TravelNote } from './TravelNote'
import styles from './metering.module.css'

/** Gives leave, refuses it, or takes it back while it can be; nothing for whoever may not, and for the executor himself. */
export function Decide({ entry }: { entry: AuthorisationEntry }) {
  const { t, language } = useI18n(texts)
  const { message } = App.useApp()
  const [asking, setAsking] = useState<'approve' | 'refuse' | 'withdraw'>()
  const close = () => setAsking(undefined)
  const command = commandName(entry.command, language)
  const order = groupNumber(entry.order_no)
  const customer = [entry.customer_name, entry.address].filter(isGiven).join(' · ') || t('metering.approve.of_order', { order })
  const words = { command, meter: entry.meter.comm_address, name: entry.executor_name, customer }
  const onDone = () => {
    void message.success(t('metering.decide.done', words))
    close()
  }
  const approve = useCommand(
    (body: { authorisation: string }, header) => answer(api.POST('/api/v1/authorisations/approve', { params: { header }, body })),
    { onDone },
  )
  const refuse = useCommand(
    (body: { authorisation: string; reason: string }, header) => answer(api.POST('/api/v1/authorisations/refuse', { params: { header }, body })),
    { onDone },
  )
  const withdraw = useCommand(
    (body: { authorisation: string; reason: string }, header) => answer(api.POST('/api/v1/authorisations/withdraw', { params: { header }, body })),
    { onDone },
  )
  if (!entry.may_decide) return entry.state === 'requested' ? <p className={styles.note}>{t('metering.decide.not_you')}</p> : null
  const followed = entry.command === 'trip' ? 'effect_stop' : travels(entry) ? 'effect_travels' : 'effect'
  const mayWithdraw = entry.state === 'approved' && !travels(entry)
  return (
    <div className={styles.buttons}>
      {entry.state === 'requested' && (
        <>
          <Button type="primary" disabled={entry.blocks.length > 0} onClick={() => setAsking('approve')}>{t('metering.decide.approve')}</Button>
          <Button danger onClick={() => setAsking('refuse')}>{t('metering.decide.refuse')}</Button>
        </>
      )}
      {mayWithdraw && <Button onClick={() => setAsking('withdraw')}>{t('metering.decide.withdraw')}</Button>}
      {asking === 'approve' && (
        <Modal
          open
          title={t('metering.approve.title', words)}
          okText={t('metering.decide.approve')}
          cancelText={t('metering.decide.back')}
          okButtonProps={{ loading: approve.isPending }}
          onOk={() => approve.mutate({ authorisation: entry.authorisation })}
          onCancel={close}
        >
          <AskedFor entry={entry} />
          <p>{t(`metering.approve.${followed}`, words)}</p>
          <TravelNote entry={entry} />
          <CommandError error={approve.error} />
        </Modal>
      )}
      {asking === 'refuse' && (
        <ReasonDialog
          title={t('metering.refuse.title', words)}
          consequence={t('metering.refuse.effect', words)}
          confirm={t('metering.decide.refuse')}
          danger
          isPending={refuse.isPending}
          error={refuse.error}
          onConfirm={(reason) => refuse.mutate({ authorisation: entry.authorisation, reason })}
          onClose={close}
        />
      )}
      {asking === 'withdraw' && (
        <ReasonDialog
          title={t('metering.withdraw.title', words)}
          consequence={t('metering.withdraw.effect', words)}
          confirm={t('metering.decide.withdraw')}
          danger
          isPending={withdraw.isPending}
          error={withdraw.error}
          onConfirm={(reason) => withdraw.mutate({ authorisation: entry.authorisation, reason })}
          onClose={close}
        />
      )}
    </div>
  )
}
