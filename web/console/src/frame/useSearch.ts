import { answer } from '@ronghe/sdk'
import { groupNumber, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { AREAS } from './areas'
import { texts } from './texts'

export interface Hit {
  path: string
  title: string
  detail: string
}

/** Pages whose name holds what was typed, and orders whose number begins with it. */
export function useSearch(typed: string): { hits: Hit[]; isSearching: boolean } {
  const { t, say } = useI18n(texts)
  const may = useMay()
  const words = typed.trim()
  const number = words.replace(/\s/g, '')
  const isNumber = ORDER_NO_START.test(number)
  const orders = useQuery({
    queryKey: ['search', number],
    queryFn: () => answer(api.GET('/api/v1/orders', { params: { query: { order_no: number, limit: 8 } } })),
    enabled: isNumber && may('list_orders'),
  })
  const pages = AREAS.filter(({ needs }) => may(needs))
    .map(({ name, path }) => ({ path, title: t(`frame.area.${name}`), detail: t('frame.search.page') }))
    .filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()))
  const found = (isNumber ? (orders.data?.items ?? []) : []).map((line) => ({
    path: paths.order(line.order),
    title: groupNumber(line.order_no),
    detail: `${say(line.title)} · ${line.customer_name}`,
  }))
  return { hits: [...found, ...pages], isSearching: isNumber && orders.isLoading }
}

const ORDER_NO_START = /^[A-Za-z0-9-]*\d{2,}[A-Za-z0-9-]*$/
