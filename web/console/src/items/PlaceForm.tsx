import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import { gridsQuery } from '../api/queries'
import type { ItemView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { nearestOf } from './nearest'
import { texts } from './texts'
import styles from './items.module.css'

/** Confirms the grid that was proposed by the order's position, or names another; its people get the order. */
export function PlaceForm({ item, order }: { item: ItemView; order: string }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const grids = useQuery(gridsQuery(item.station ?? undefined))
  const [grid, setGrid] = useState(nearestOf(item).grid)
  const command = useCommand((to: string, header) => answer(api.POST('/api/v1/orders/place', { params: { header }, body: { order, grid: to } })), {
    onDone: ({ dispatched }) => void message.success(t('items.place.done', { count: dispatched })),
  })
  const name = grids.data?.find((each) => each.grid === grid)?.name ?? nearestOf(item).name
  return (
    <>
      <div className={styles.settleFoot}>
        <Select
          aria-label={t('items.place.grid')}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          value={grid}
          onChange={setGrid}
          options={(grids.data ?? []).map((each) => ({ value: each.grid, label: each.name }))}
        />
        <Button type="primary" loading={command.isPending} onClick={() => command.mutate(grid)}>{t('items.place.button', { name })}</Button>
      </div>
      <CommandError error={command.error} />
    </>
  )
}
