import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Input, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { api } from '../api/client'
import { areasQuery, cutOverPreviewQuery, gridsQuery } from '../api/queries'
import type { CutOverRequest } from '../api/types'
import { useCommand } from '../api/useCommand'
import { Answered } from '../parts/Answered'
import { CommandError } from '../parts/CommandError'
import { ReasonField } from '../steering/ReasonField'
import { CutOverEffect } from './CutOverEffect'
import { isAsked, isReady, requestOf, UNTYPED, type TypedCutOver } from './typedCutOver'
import { texts } from './texts'
import styles from './cutover.module.css'

/** Plans that an area goes to another grid; says beforehand what becomes of its open orders. */
export function CutOverDialog({ station, onClose }: { station: string | undefined; onClose: () => void }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const id = useId()
  const [typed, setTyped] = useState(UNTYPED)
  const change = (changes: Partial<TypedCutOver>) => setTyped((before) => ({ ...before, ...changes }))
  const areas = useQuery(areasQuery(station))
  const grids = useQuery(gridsQuery(station))
  const area = areas.data?.find(({ code }) => code === typed.area)
  const preview = useQuery({ ...cutOverPreviewQuery(requestOf(typed, t('cutover.dialog.preview'))), enabled: isAsked(typed) })
  const command = useCommand((body: CutOverRequest, header) => answer(api.POST('/api/v1/cut-overs', { params: { header }, body })), {
    onDone: () => {
      void message.success(t('cutover.dialog.done'))
      onClose()
    },
  })
  return (
    <Modal
      open
      width={640}
      title={t('cutover.dialog.title')}
      okText={t('cutover.dialog.confirm')}
      cancelText={t('cutover.dialog.close')}
      okButtonProps={{ disabled: !isReady(typed), loading: command.isPending }}
      onOk={() => command.mutate(requestOf(typed))}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <label htmlFor={`${id}-area`}>{t('cutover.dialog.area')}</label>
        <Select
          id={`${id}-area`}
          aria-label={t('cutover.dialog.area')}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('cutover.dialog.area_find')}
          loading={areas.isLoading}
          value={typed.area || null}
          onChange={(code: string | null) => change({ area: code ?? '', toGrid: '' })}
          options={(areas.data ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
        />
        <label htmlFor={`${id}-to`}>{t('cutover.dialog.to')}</label>
        <Select
          id={`${id}-to`}
          aria-label={t('cutover.dialog.to')}
          showSearch={{ optionFilterProp: 'label' }}
          value={typed.toGrid || null}
          onChange={(grid: string | null) => change({ toGrid: grid ?? '' })}
          options={(grids.data ?? []).filter(({ grid }) => grid !== area?.grid).map(({ grid, name }) => ({ value: grid, label: name }))}
        />
        <label htmlFor={`${id}-day`}>{t('cutover.dialog.day')}</label>
        <span className={styles.day}>
          <Input id={`${id}-day`} type="date" value={typed.day} onChange={({ target }) => change({ day: target.value })} />
          <span className={styles.muted}>{t('cutover.dialog.day_note')}</span>
        </span>
        <span id={`${id}-begun`}>{t('cutover.dialog.begun')}</span>
        <Radio.Group
          aria-labelledby={`${id}-begun`}
          value={typed.takesBegun}
          onChange={({ target }) => change({ takesBegun: target.value === true })}
          options={[
            { value: false, label: t('cutover.dialog.stays') },
            { value: true, label: t('cutover.dialog.goes') },
          ]}
        />
      </div>
      <ReasonField
        label={t('cutover.dialog.reason')}
        value={typed.reason}
        onChange={(reason) => change({ reason })}
        usual={(['adjust', 'balance', 'rebuilt'] as const).map((why) => t(`cutover.reason.${why}`))}
      />
      {isAsked(typed) && (
        <section aria-label={t('cutover.dialog.preview')}>
          <h3 className={styles.subtitle}>{t('cutover.dialog.preview')}</h3>
          <Answered query={preview} rows={3}>{(report) => <CutOverEffect report={report} />}</Answered>
        </section>
      )}
      <CommandError error={command.error} />
    </Modal>
  )
}
