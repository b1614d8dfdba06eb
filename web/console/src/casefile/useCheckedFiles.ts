import { answer, ApiProblem } from '@ronghe/sdk'
import { queryOptions, useQueries } from '@tanstack/react-query'
import { api } from '../api/client'
import type { StoryEntry } from '../api/types'
import type { Evidence } from '../orders/attachments'
import { chainedDigests } from './chainedDigests'
import { fileVerdict, type FileVerdict } from './fileVerdict'
import { canHash, sha256 } from './sha256'

/** A file of evidence with what the browser found about it. */
export interface CheckedFile extends Evidence {
  /** Its number in this case file. */
  number: number
  verdict: FileVerdict
  computed: string | undefined
  chained: string | undefined
  /** The very octets that were checked; what is printed is drawn from them. */
  content: Blob | undefined
  error: unknown
}

export interface FilesCheck {
  files: CheckedFile[]
  /** How many of those that are asked for have come, or will not. */
  done: number
  asked: number
  /** Asks once more for what was not got for a reason that may pass; nothing where there is none. */
  again: (() => void) | undefined
}

/** Fetches every file that the reader may see, and computes its digest. */
export function useCheckedFiles(evidence: Evidence[], story: StoryEntry[], mayRead: boolean): FilesCheck {
  const chained = chainedDigests(story)
  const isAsked = ({ row, state }: Evidence) => state === 'complete' && row.masked !== true && mayRead
  const asked = evidence.filter(isAsked)
  const answers = useQueries({ queries: asked.map(({ row }) => fileQuery(row.attachment)) })
  const files = evidence.map((each, at): CheckedFile => {
    const found = answers[asked.indexOf(each)]
    const { sha256: recorded, attachment } = each.row
    return {
      ...each,
      number: at + 1,
      computed: found?.data?.sha256,
      chained: chained.get(attachment),
      content: found?.data?.content,
      error: found?.error ?? undefined,
      verdict: fileVerdict({
        state: each.state,
        isWithheld: !isAsked(each),
        recorded,
        chained: chained.get(attachment),
        ...(found?.data ? { came: { sha256: found.data.sha256 } } : {}),
        ...(found?.error && !found.isFetching ? { refusedWith: found.error instanceof ApiProblem ? found.error.status : 0 } : {}),
      }),
    }
  })
  const failed = answers.filter(({ error }) => error !== null)
  return {
    files,
    done: answers.filter(({ isFetching }) => !isFetching).length,
    asked: asked.length,
    again: failed.length === 0 ? undefined : () => failed.forEach(({ refetch }) => void refetch()),
  }
}

/** A file does not change; when the page is left it is forgotten. */
function fileQuery(attachment: string) {
  return queryOptions({
    queryKey: ['file', attachment],
    queryFn: async () => {
      const call = api.GET('/api/v1/files/{attachment}', { params: { path: { attachment } }, parseAs: 'blob' })
      const content = (await answer(call as Promise<{ data?: unknown }>)) as Blob
      return { content, sha256: canHash() ? await sha256(await content.arrayBuffer()) : undefined }
    },
    staleTime: 'static',
    gcTime: 0,
    structuralSharing: false,
  })
}
