import { useCallback, useEffect, useState } from 'react'
import type { Topic } from '../agent/events'
import { useSession } from './FieldProvider'

/** Something that the agent has, as last seen. Old data stay while new ones are asked for. */
export interface Live<Data> {
  data?: Data
  /** Why the data are old or not there. */
  failure?: unknown
  asOf?: Date
  reload: () => void
}

/** Loads, and loads again whenever the agent says that one of `topics` changed. `load` must be stable. */
export function useLive<Data>(load: () => Promise<Data>, topics: readonly Topic[]): Live<Data> {
  const { events } = useSession()
  const [seen, setSeen] = useState<Omit<Live<Data>, 'reload'>>({})
  const [round, setRound] = useState(0)
  const reload = useCallback(() => setRound((before) => before + 1), [])

  useEffect(() => {
    let isCurrent = true
    load().then(
      (data) => isCurrent && setSeen({ data, asOf: new Date() }),
      (failure: unknown) => isCurrent && setSeen((before) => ({ ...before, failure })),
    )
    return () => {
      isCurrent = false
    }
  }, [load, round])

  useEffect(() => {
    const offs = topics.map((topic) => events.on(topic, reload))
    return () => offs.forEach((off) => off())
  }, [events, topics, reload])

  return { ...seen, reload }
}
