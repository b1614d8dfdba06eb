import type { Beam, MeterLink } from '@ronghe/field'
import { createContext, use, useMemo, useState, type ReactNode } from 'react'

interface Chosen {
  /** As it was chosen; the first one that the terminal has, where nothing was. */
  link: string | undefined
  beam: Beam
  choose: (link: string, beam: Beam) => void
}

const LinkContext = createContext<Chosen | undefined>(undefined)

/** Which way to meters was chosen; kept while the page is open, because it depends on where the worker stands. */
export function LinkProvider({ children }: { children: ReactNode }) {
  const [link, setLink] = useState<string>()
  const [beam, setBeam] = useState<Beam>('focused')
  const chosen = useMemo(
    () => ({
      link,
      beam,
      choose: (next: string, wide: Beam) => {
        setLink(next)
        setBeam(wide)
      },
    }),
    [link, beam],
  )
  return <LinkContext value={chosen}>{children}</LinkContext>
}

/** The link that is used, of those that the terminal has. */
export function useLink(links: MeterLink[]) {
  const chosen = use(LinkContext)
  if (chosen === undefined) throw new Error('a link is chosen inside <LinkProvider>')
  const link = links.find((each) => each.link === chosen.link) ?? links[0]
  return { link, beam: link?.kind === 'infrared' ? chosen.beam : undefined, choose: chosen.choose }
}
