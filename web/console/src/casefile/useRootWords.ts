import { formatCount, formatExact, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { problemWords } from '../api/problemWords'
import { newestRootQuery, wholeChainQuery } from '../api/queries'
import type { OrderFile } from '../api/types'
import { toDate } from '../parts/Moment'
import { useMay } from '../session/useSession'
import { texts } from './texts'

/** What the audit's own interface adds, for those who may read it; others are told who can. */
export function useRootWords({ order, story }: OrderFile): { checked: string[]; left: string[] } {
  const { t, language } = useI18n(texts)
  const mayRead = useMay()('read_audit')
  const root = useQuery({ ...newestRootQuery, enabled: mayRead })
  const chain = useQuery({ ...wholeChainQuery(`order:${order.order}`), enabled: mayRead })
  if (!mayRead) return { checked: [], left: [t('casefile.audit.no_right')] }

  const checked: string[] = []
  const left: string[] = []
  const error = root.error ?? chain.error
  if (error !== null) left.push(t('casefile.audit.no_root', { cause: problemWords(error, language).cause }))
  if (chain.data) {
    const isSame = chain.data.verified && story.every(({ hash }, at) => chain.data.entries[at]?.hash === hash)
    checked.push(isSame ? t('casefile.audit.same', { count: story.length }) : t('casefile.audit.other'))
  }
  if (root.data) {
    const { at, chains, ...rest } = root.data
    checked.push(t('casefile.audit.root', { at: formatExact(toDate(at)), chains: formatCount(chains, language), ...rest }))
    left.push(t('casefile.audit.inclusion'), t('casefile.audit.signature'))
  }
  return { checked, left }
}
