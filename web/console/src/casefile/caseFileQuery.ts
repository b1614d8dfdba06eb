import { answer } from '@ronghe/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/client'
import type { OrderFile } from '../api/types'
import { canonical, member, readJson } from './canonicalJson'
import { checkChain, type ChainCheck, type LinkedEntry } from './storyChain'

/** An order as it was at one moment, and what the browser found about the chain of its story. */
export interface CaseFile {
  file: OrderFile
  chain: ChainCheck | undefined
  readAt: Date
}

/** Read once: what is printed is what was checked. The text is taken as it came, because digests are taken of texts. */
export function caseFileQuery(order: string) {
  return queryOptions({
    queryKey: ['order', order, 'case-file'],
    queryFn: async (): Promise<CaseFile> => {
      const call = api.GET('/api/v1/orders/{order}', { params: { path: { order } }, parseAs: 'text' })
      const text = (await answer(call as Promise<{ data?: unknown }>)) as string
      return { file: JSON.parse(text) as OrderFile, chain: await checkChain(linkedEntries(text)), readAt: new Date() }
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    structuralSharing: false,
  })
}

/** The entries of an order's story with the texts of their bodies. */
export function linkedEntries(order: string): LinkedEntry[] {
  const story = member(readJson(order), 'story')
  const written = story?.kind === 'array' ? story.items : []
  const { story: entries } = JSON.parse(order) as Pick<OrderFile, 'story'>
  return entries.map((entry, at) => {
    const body = member(written[at], 'body')
    return { entry, body: body && canonical(body) }
  })
}
