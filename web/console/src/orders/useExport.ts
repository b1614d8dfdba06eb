import { useMutation } from '@tanstack/react-query'
import { api } from '../api/client'
import type { OrderQuery } from '../api/types'

/** A workbook that has arrived. */
export interface Exported {
  book: Blob
  rows: number
  /** There were more than a workbook takes. */
  isCut: boolean
}

/** Asks the platform for a list of orders as an Excel workbook. */
export function useExport(onDone: (exported: Exported) => void) {
  return useMutation({
    mutationFn: async (filter: OrderQuery): Promise<Exported> => {
      const { data, response } = await api.GET('/api/v1/orders.xlsx', { params: { query: filter }, parseAs: 'blob' })
      const { headers } = response
      return { book: data as unknown as Blob, rows: Number(headers.get('x-ronghe-rows')), isCut: headers.get('x-ronghe-cut') === 'true' }
    },
    onSuccess: onDone,
  })
}
