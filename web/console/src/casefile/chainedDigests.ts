import type { StoryEntry } from '../api/types'

/**
 * The digests of files by id as the entries of the story name them that were written when the files came. The chain holds
 * these, so that a digest in the list of evidence that is another one was changed afterwards.
 */
export function chainedDigests(story: StoryEntry[]): Map<string, string> {
  return new Map(
    story.flatMap(({ kind, body }) => {
      const { attachment, sha256 } = (body ?? {}) as { attachment?: unknown; sha256?: unknown }
      const isTold = kind === 'file_received' && typeof attachment === 'string' && typeof sha256 === 'string'
      return isTold ? [[attachment, sha256] as const] : []
    }),
  )
}
