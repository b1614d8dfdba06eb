import { useI18n } from '@ronghe/ui'
import { App, Button, Modal } from 'antd'
import type { OrderQuery } from '../api/types'
import { CommandError } from '../parts/CommandError'
import { useNow } from '../parts/useNow'
import { dayOf } from './lineFacts'
import { texts } from './texts'
import { useExport } from './useExport'

/** Saves the list as an Excel workbook; whoever goes on working meanwhile gets the file all the same. */
export function ExportButton({ filter }: { filter: OrderQuery }) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const now = useNow()
  const exporting = useExport(({ book, rows, isCut }) => {
    save(book, t('orders.export.file', { day: dayOf(now) }))
    if (isCut) void message.warning(t('orders.export.cut', { rows }), CUT_SECONDS)
    else void message.success(t('orders.export.done', { rows }))
  })
  return (
    <>
      <Button loading={exporting.isPending} onClick={() => exporting.mutate(filter)}>
        {t(exporting.isPending ? 'orders.export.running' : 'orders.export.button')}
      </Button>
      <Modal open={exporting.isError} title={t('orders.export.failed')} footer={null} onCancel={exporting.reset}>
        <CommandError error={exporting.error} />
      </Modal>
    </>
  )
}

function save(book: Blob, name: string): void {
  const address = URL.createObjectURL(book)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

const CUT_SECONDS = 8
