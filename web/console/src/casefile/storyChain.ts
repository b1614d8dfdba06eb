import type { StoryEntry } from '../api/types'
import { canHash, sha256OfText } from './sha256'

/** An entry with the text that the digest of its body is taken of; none where the body was erased. */
export interface LinkedEntry {
  entry: StoryEntry
  body: string | undefined
}

/** `erased`: what it covers is gone, so that nothing can be computed; what follows still proves the place it had. */
export type LinkState = 'follows' | 'broken' | 'erased'

export interface ChainCheck {
  /** By the number of the entry. */
  links: Map<number, LinkState>
  end: { n: number; hash: string } | undefined
}

/**
 * Computes a chain anew from what its entries say, as `Link` in `crates/platform-store/src/audit.rs` does; nothing where
 * the browser computes no digests. That entries are missing at the end cannot be seen from the entries.
 */
export async function checkChain(entries: LinkedEntry[]): Promise<ChainCheck | undefined> {
  if (!canHash()) return undefined
  const links = new Map<number, LinkState>()
  let before = { n: 0, hash: '0'.repeat(64) }
  for (const { entry, body } of entries) {
    links.set(entry.n, await linkState(before, entry, body))
    before = { n: entry.n, hash: entry.hash }
  }
  return { links, end: before.n === 0 ? undefined : before }
}

async function linkState(before: { n: number; hash: string }, entry: StoryEntry, body: string | undefined): Promise<LinkState> {
  const { n, at, received_at, kind, actor, correlation, hash } = entry
  if (n !== before.n + 1) return 'broken'
  if (body === undefined) return 'erased'
  const digest = await sha256OfText(body)
  // Lengths come first, so that no text can reach into the next.
  const text = [before.hash, n, at, received_at, correlation, digest, `${octets(kind)} ${kind}`, `${octets(actor)} ${actor}`].join('\n')
  return (await sha256OfText(text)) === hash ? 'follows' : 'broken'
}

function octets(text: string): number {
  return new TextEncoder().encode(text).length
}
