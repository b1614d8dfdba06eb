import { answer } from '@ronghe/sdk'
import { groupNumber, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { ADDRESS_LEN, isBeginning } from '../api/addresses'
import { api } from '../api/client'
import { meterQuery } from '../api/queries'
import type { OrderLineView } from '../api/types'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { AREAS, FURTHER_PAGES } from './areas'
import { texts } from './texts'

export interface Hit {
  path: string
  title: string
  detail: string
}

/** Pages whose name holds what was typed, orders of whose numbers or names one begins with it, and the meter with that address. */
export function useSearch(typed: string): { hits: Hit[]; isSearching: boolean } {
  const { t, say } = useI18n(texts)
  const may = useMay()
  const words = typed.trim()
  const isLongEnough = [...words].length >= TYPED_MIN
  const orders = useQuery({
    queryKey: ['search', words],
    queryFn: () => answer(api.GET('/api/v1/orders', { params: { query: { text: words, limit: SHOWN_MAX } } })),
    enabled: isLongEnough && may('list_orders'),
  })
  const address = words.replace(/\s/g, '')
  const isAddress = address.length === ADDRESS_LEN && isBeginning(address)
  const meter = useQuery({ ...meterQuery(address), enabled: isAddress && may('list_meters') })
  const foundBy = ({ found_by: kind }: OrderLineView) => (isFoundBy(kind) ? [t(`frame.search.by_${kind}`)] : [])
  const pages = [
    ...AREAS.filter(({ needs }) => may(needs)).map(({ name, path }) => ({ path, title: t(`frame.area.${name}`) })),
    ...FURTHER_PAGES.filter(({ needs }) => may(needs)).map(({ name, path }) => ({ path, title: t(`frame.page.${name}`) })),
  ]
    .map((page) => ({ ...page, detail: t('frame.search.page') }))
    .filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()))
  const found = (isLongEnough ? (orders.data?.items ?? []) : []).map((line) => ({
    path: paths.order(line.order),
    title: groupNumber(line.order_no),
    detail: [say(line.title), line.customer_name, ...foundBy(line)].join(' · '),
  }))
  const meters = isAddress && meter.data ? [{ path: paths.meter(address), title: groupNumber(address), detail: t('frame.search.meter') }] : []
  const more = orders.data?.cut === true && isLongEnough ? [{ path: paths.orders({ text: words }), title: t('frame.search.all'), detail: words }] : []
  return { hits: [...meters, ...found, ...more, ...pages], isSearching: isLongEnough && (orders.isLoading || meter.isLoading) }
}

/** What is found by its order number needs no word about it. */
const FOUND_BY = ['customer_no', 'customer_name', 'mobile', 'asset_no', 'comm_address'] as const

function isFoundBy(kind: unknown): kind is (typeof FOUND_BY)[number] {
  return FOUND_BY.some((each) => each === kind)
}

const TYPED_MIN = 2
const SHOWN_MAX = 8
