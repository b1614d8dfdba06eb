/** Everything the pages read, with its cache key; lists that are looked up whole end at a bound. */

import { answer, everyItem, type Page } from '@ronghe/sdk'
import type { KeyState } from '@ronghe/ui'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from './client'
import { beginningWith, justBefore } from './addresses'
import { isGiven } from './given'
import type { AbsenceView, AuthorisationEntry, CutOverReport, CutOverRequest, CutOverView, DutyView, InquiryQuery, KnownYear, Loads, MeterView, MeterWorkQuery, Micros, MigrationReport, MigrationRequest, NextChoice, OrderFigures, OrderFile, OrderQuery, PreviewNextRequest, ProcessFiles } from './types'

const LIVE_MS = 30_000
/** Stations, grids and people change a few times a day. */
const DIRECTORY_MS = 5 * 60_000
const ORDERS_A_PAGE = 200
const ITEMS_A_PAGE = 100
const A_PAGE = 500
const DIRECTORY_MAX = 5_000

export function ordersQuery(filter: OrderQuery) {
  return infiniteQueryOptions({
    queryKey: ['orders', filter],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/orders', { params: { query: { ...filter, ...pageParam, limit: ORDERS_A_PAGE } } })),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (isGiven(next) ? { after: next } : undefined),
    refetchInterval: LIVE_MS,
  })
}

/** What needs somebody now, counted. */
export const figuresQuery = queryOptions({
  queryKey: ['figures'],
  queryFn: (): Promise<OrderFigures> => answer(api.GET('/api/v1/orders/figures')),
  refetchInterval: LIVE_MS,
})

export function orderQuery(order: string) {
  return queryOptions({
    queryKey: ['order', order],
    queryFn: (): Promise<OrderFile> => answer(api.GET('/api/v1/orders/{order}', { params: { path: { order } } })),
    refetchInterval: LIVE_MS,
  })
}

/** Who may take what opens if a stage were handed in like this; a question that is asked by POST, because values go with it. */
export function nextQuery(request: PreviewNextRequest) {
  return queryOptions({
    queryKey: ['next', request],
    queryFn: (): Promise<NextChoice> => answer(api.POST('/api/v1/orders/preview-next', { body: request as never })),
    placeholderData: (before: NextChoice | undefined) => before,
  })
}

export function itemsQuery(state: string) {
  return infiniteQueryOptions({
    queryKey: ['items', state],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/items', { params: { query: { state, ...pageParam, limit: ITEMS_A_PAGE } } })),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (isGiven(next) ? { after: next } : undefined),
    refetchInterval: LIVE_MS,
  })
}

export const processesQuery = queryOptions({
  queryKey: ['processes'],
  queryFn: () => answer(api.GET('/api/v1/processes')),
})

/** A version never changes. */
export function processQuery(hash: string) {
  return queryOptions({
    queryKey: ['process', hash],
    queryFn: (): Promise<ProcessFiles> => answer(api.GET('/api/v1/processes/{hash}', { params: { path: { hash } } })),
    staleTime: Infinity,
  })
}

/** What would move to another version now; a question that is asked by POST, because a plan goes with it. */
export function migrationPreviewQuery(request: MigrationRequest) {
  return queryOptions({
    queryKey: ['migration', request],
    queryFn: (): Promise<MigrationReport> => answer(api.POST('/api/v1/processes/preview-migration', { body: request })),
  })
}

export const stationsQuery = queryOptions({
  queryKey: ['stations'],
  queryFn: () => whole((after) => answer(api.GET('/api/v1/stations', { params: { query: { ...after, limit: A_PAGE } } }))),
  staleTime: DIRECTORY_MS,
})

export function gridsQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['grids', station],
    queryFn: () =>
      whole((after) =>
        answer(api.GET('/api/v1/grids', { params: { query: { ...of(station), ...after, limit: A_PAGE } } }))),
    staleTime: DIRECTORY_MS,
  })
}

export function peopleQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['people', station],
    queryFn: () =>
      whole((after) =>
        answer(api.GET('/api/v1/people', { params: { query: { ...of(station), ...after, limit: A_PAGE } } }))),
    staleTime: DIRECTORY_MS,
  })
}

/** Who is away in a time: from now on where it does not begin, without end where it does not end. */
export function absencesQuery(station: string | undefined, { from, until }: { from?: Micros; until?: Micros } = {}) {
  const span = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) }
  return queryOptions({
    queryKey: ['absences', station, from, until],
    queryFn: async (): Promise<AbsenceView[]> =>
      (await answer(api.GET('/api/v1/absences', { params: { query: { ...of(station), ...span } } }))).items,
    refetchInterval: LIVE_MS,
  })
}

/** Who is on duty in a time. */
export function dutiesQuery(station: string | undefined, { from, until }: { from: Micros; until: Micros }) {
  return queryOptions({
    queryKey: ['duties', station, from, until],
    queryFn: async (): Promise<DutyView[]> =>
      (await answer(api.GET('/api/v1/duties', { params: { query: { ...of(station), from, until } } }))).items,
    refetchInterval: LIVE_MS,
  })
}

/** Which days are worked (工作日历). */
export const calendarQuery = queryOptions({
  queryKey: ['calendar'],
  queryFn: async (): Promise<KnownYear[]> => (await answer(api.GET('/api/v1/calendar'))).years,
  staleTime: DIRECTORY_MS,
})

/** Areas that go, or went, to another grid; what has become of their orders grows while it is under way. */
export function cutOversQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['cut-overs', station],
    queryFn: async (): Promise<CutOverView[]> =>
      (await answer(api.GET('/api/v1/cut-overs', { params: { query: of(station) } }))).items as CutOverView[],
    refetchInterval: LIVE_MS,
  })
}

/** What a cut-over would do now; a question that is asked by POST, because the plan goes with it. */
export function cutOverPreviewQuery(request: CutOverRequest) {
  return queryOptions({
    queryKey: ['cut-over', request],
    queryFn: async (): Promise<CutOverReport> =>
      (await answer(api.POST('/api/v1/cut-overs/preview', { body: request }))) as CutOverReport,
    retry: false,
  })
}

export function areaHistoryQuery(code: string) {
  return queryOptions({
    queryKey: ['area-history', code],
    queryFn: async () => (await answer(api.GET('/api/v1/areas/{code}/history', { params: { path: { code } } }))).items,
  })
}

export function areasQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['areas', station],
    queryFn: () =>
      whole((after) =>
        answer(api.GET('/api/v1/areas', { params: { query: { ...of(station), ...after, limit: A_PAGE } } }))),
    staleTime: DIRECTORY_MS,
  })
}

/** What people and grids have in hand, counted. */
export function loadsQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['loads', station],
    queryFn: (): Promise<Loads> => answer(api.GET('/api/v1/dispatch/loads', { params: { query: of(station) } })),
    refetchInterval: LIVE_MS,
  })
}

export function dispatchRulesQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['dispatch-rules', station],
    queryFn: () => answer(api.GET('/api/v1/dispatch/rules', { params: { query: of(station) } })),
  })
}

/** Who has which certificate, and the kinds that there are. */
export function certificatesQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['certificates', station],
    queryFn: () => answer(api.GET('/api/v1/certificates', { params: { query: of(station) } })),
    staleTime: DIRECTORY_MS,
  })
}

export function mapQuery(station: string | undefined) {
  return queryOptions({
    queryKey: ['map', station],
    queryFn: () => answer(api.GET('/api/v1/map', { params: { query: of(station) } })),
    staleTime: DIRECTORY_MS,
  })
}

export const terminalsQuery = queryOptions({
  queryKey: ['terminals'],
  queryFn: () => whole((after) => answer(api.GET('/api/v1/terminals', { params: { query: { ...after, limit: A_PAGE } } }))),
  refetchInterval: LIVE_MS,
})

export const cardsQuery = queryOptions({
  queryKey: ['cards'],
  queryFn: () => whole((after) => answer(api.GET('/api/v1/cards', { params: { query: { ...after, limit: A_PAGE } } }))),
})

export function chainQuery(chain: string) {
  return infiniteQueryOptions({
    queryKey: ['audit', chain],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/audit/{chain}', { params: { path: { chain }, query: { ...pageParam, limit: 100 } } })),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (isGiven(next) ? { after: next } : undefined),
  })
}

/** Leave to command meters: in one state, the newest first; or all of an order, as they were asked for. */
export function authorisationsQuery(of: { state: AuthorisationEntry['state'] } | { order: string }) {
  return infiniteQueryOptions({
    queryKey: ['authorisations', of],
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/authorisations', { params: { query: { ...of, ...pageParam } } })),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (isGiven(next) ? { after: next } : undefined),
    refetchInterval: LIVE_MS,
  })
}

/** Meters by their address: whose keys stand so, and whose address begins so. */
export function metersQuery({ keys, address = '' }: { keys?: KeyState; address?: string }) {
  const from = justBefore(address)
  return infiniteQueryOptions({
    queryKey: ['meters', keys, address],
    queryFn: async ({ pageParam }) => {
      const query = { ...(keys === undefined ? {} : { keys }), ...pageParam, limit: ITEMS_A_PAGE }
      return beginningWith(address, await answer(api.GET('/api/v1/meters', { params: { query } })))
    },
    initialPageParam: from === undefined ? ({} as { after?: string }) : { after: from },
    getNextPageParam: ({ next }) => (isGiven(next) ? { after: next } : undefined),
  })
}

/** One meter; nothing where nobody knows one with this address. */
export function meterQuery(address: string) {
  return queryOptions({
    queryKey: ['meter', address],
    queryFn: async (): Promise<MeterView | null> => {
      const from = justBefore(address)
      const query = { ...(from === undefined ? {} : { after: from }), limit: 1 }
      const { items } = await answer(api.GET('/api/v1/meters', { params: { query } }))
      return items.find(({ comm_address }) => comm_address === address) ?? null
    },
  })
}

/** Everything that was done at a meter, the newest first. */
export function meterWorksQuery(comm_address: string) {
  return queryOptions({
    queryKey: ['meter-works', comm_address],
    queryFn: () =>
      whole((after) =>
        answer(api.GET('/api/v1/meters/{comm_address}/works', { params: { path: { comm_address }, query: { ...after, limit: ITEMS_A_PAGE } } }))),
    refetchInterval: LIVE_MS,
  })
}

/** Works across meters, those that fit, the newest first. */
export function worksQuery(of: MeterWorkQuery) {
  return infiniteQueryOptions({
    queryKey: ['works', of],
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/meter-works', { params: { query: { ...of, ...pageParam } } })),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (isGiven(next) ? { after: next } : undefined),
    refetchInterval: LIVE_MS,
  })
}

/** How many works there are of each kind among those that fit. */
export function workCountsQuery(of: MeterWorkQuery) {
  return queryOptions({
    queryKey: ['work-counts', of],
    queryFn: () => answer(api.GET('/api/v1/meter-works/counts', { params: { query: of } })),
    refetchInterval: LIVE_MS,
  })
}

/** Terminals whose records of works do not hold together. */
export const brokenChainsQuery = queryOptions({
  queryKey: ['broken-chains'],
  queryFn: () => answer(api.GET('/api/v1/meter-works/chains')),
  refetchInterval: LIVE_MS,
})

/** A work with everything that was sent and heard; a later look, or a record that comes, changes how it stands. */
export function meterWorkQuery(work: string) {
  return queryOptions({
    queryKey: ['meter-work', work],
    queryFn: () => answer(api.GET('/api/v1/meter-works/{work}', { params: { path: { work } } })),
  })
}

/** Looks at customers, those that fit, the newest first. */
export function inquiriesQuery(of: InquiryQuery) {
  return infiniteQueryOptions({
    queryKey: ['inquiries', of],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/inquiries', { params: { query: { ...of, ...pageParam, limit: ITEMS_A_PAGE } } })),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (isGiven(next) ? { after: next } : undefined),
  })
}

/** A chain from its beginning, and whether the platform found each of its pages unbroken. */
export function wholeChainQuery(chain: string) {
  return queryOptions({
    queryKey: ['audit', chain, 'whole'],
    queryFn: async () => {
      let verified = true
      const entries = await whole(async (after) => {
        const page = await answer(api.GET('/api/v1/audit/{chain}', { params: { path: { chain }, query: { ...after, limit: A_PAGE } } }))
        verified = verified && page.verified
        return page
      })
      return { entries, verified }
    },
  })
}

export const newestRootQuery = queryOptions({
  queryKey: ['root'],
  queryFn: () => answer(api.GET('/api/v1/audit/roots/newest')),
})

export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: () => answer(api.GET('/api/v1/outbox')),
  refetchInterval: LIVE_MS,
})

/** A list that is looked up by id: read whole, up to `DIRECTORY_MAX`. */
async function whole<Item>(load: (after: { after?: string }) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of everyItem((after) => load(after === undefined ? {} : { after }))) {
    items.push(item)
    if (items.length === DIRECTORY_MAX) break
  }
  return items
}

function of(station: string | undefined): { station?: string } {
  return station === undefined ? {} : { station }
}
