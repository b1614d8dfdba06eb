import type { IconName, Meaning } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { countVerdicts, type FileVerdict } from './fileVerdict'
import type { ChainCheck, LinkState } from './storyChain'

/** Whether a case file proves what it says: `gaps` where nothing differs, and not everything was checked. */
export type CaseVerdict = 'running' | 'clean' | 'gaps' | 'differs'

export const CASE_VERDICTS: Record<CaseVerdict, { meaning: Meaning; icon: IconName }> = {
  running: { meaning: 'running', icon: 'waiting' },
  clean: { meaning: 'done', icon: 'check' },
  gaps: { meaning: 'soon', icon: 'alert' },
  differs: { meaning: 'late', icon: 'alert' },
}

/** What was found about an order's evidence and its story, put together for the first page. */
export interface CaseCheck {
  verdict: CaseVerdict
  files: Record<FileVerdict, number>
  links: Record<LinkState, number[]> | undefined
}

export function caseCheck(verdicts: FileVerdict[], chain: ChainCheck | undefined, { story_verifies, story }: Pick<OrderFile, 'story_verifies' | 'story'>): CaseCheck {
  const files = countVerdicts(verdicts)
  const links = chain && linksByState(chain)
  return { verdict: judged(), files, links }

  function judged(): CaseVerdict {
    if (files.differs > 0 || !story_verifies || (links && links.broken.length > 0)) return 'differs'
    if (files.waiting > 0) return 'running'
    const isWhole = files.unavailable + files.withheld + files.unchecked === 0 && links !== undefined && links.erased.length === 0
    return isWhole && story.length < STORY_MAX ? 'clean' : 'gaps'
  }
}

function linksByState({ links }: ChainCheck): Record<LinkState, number[]> {
  const found: Record<LinkState, number[]> = { follows: [], broken: [], erased: [] }
  for (const [n, state] of links) found[state].push(n)
  return found
}

/** As many entries of a story as the platform tells at once. */
export const STORY_MAX = 1_000
