import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import type { ItemView, Resolution } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import type { Choice } from './itemKinds'
import { texts } from './texts'
import styles from './items.module.css'

/** What becomes of the item. The remark is all that is typed; it cannot be undone, and that is said. */
export function SettleForm({ item, choices }: { item: ItemView; choices: Choice[] }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const possible = choices.filter(({ blocked }) => blocked === undefined)
  const [wanted, setWanted] = useState<Resolution>()
  const [remark, setRemark] = useState('')
  const command = useCommand(
    (body: { item: string; resolution: Resolution; remark: string }, header) =>
      answer(api.POST('/api/v1/items/resolve', { params: { header }, body })),
    { onDone: () => message.success(t('items.settle.done')) },
  )
  // What cannot be undone is not chosen beforehand, unless there is only one thing to do.
  const only = possible.length === 1 ? possible[0] : undefined
  const resolution = (possible.find((each) => each.resolution === wanted) ?? only)?.resolution
  const isReady = resolution !== undefined && remark.trim().length >= REMARK_LEN_MIN

  return (
    <form
      className={styles.settle}
      onSubmit={(event) => {
        event.preventDefault()
        if (resolution !== undefined) command.mutate({ item: item.item, resolution, remark: remark.trim() })
      }}
    >
      <h3 className={styles.settleTitle}>{t('items.settle.title')}</h3>
      <Radio.Group value={resolution ?? null} onChange={(event) => setWanted(event.target.value as Resolution)} className={styles.choices ?? ''}>
        {choices.map(({ resolution: each, blocked }) => (
          <Radio key={each} value={each} disabled={blocked !== undefined}>
            <strong>{t(`items.resolution.${each}`)}</strong>{' '}
            <span className={styles.muted}>{t(blocked === undefined ? effectOf(item, each) : `items.blocked.${blocked}`)}</span>
          </Radio>
        ))}
      </Radio.Group>
      <label className={styles.remark}>
        {t('items.settle.remark')}
        <Input.TextArea rows={2} maxLength={500} value={remark} onChange={(event) => setRemark(event.target.value)} />
      </label>
      <CommandError error={command.error} />
      <div className={styles.settleFoot}>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={command.isPending}>
          {t('items.settle.confirm')}
        </Button>
        <span className={styles.muted}>{t('items.settle.no_undo')}</span>
      </div>
    </form>
  )
}

/** What is declined holds no work to do again. */
function effectOf({ kind }: ItemView, resolution: Resolution) {
  return kind === 'declined' && resolution === 'return' ? 'items.effect.give_back' : (`items.effect.${resolution}` as const)
}

const REMARK_LEN_MIN = 2
