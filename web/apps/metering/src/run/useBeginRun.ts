import { placeAtOnce, useAgent, useCommand, type MeterLink, type RunAsked } from '@ronghe/field'
import { ApiProblem, commandHeaders, type CommandHeaders } from '@ronghe/sdk'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useLink } from '../link/LinkProvider'
import { RUN } from '../paths'
import { meteringWords } from '../words/meteringWords'

/** Whether it says for sure that nothing was begun. */
function isRefusal(failure: unknown): boolean {
  return failure instanceof ApiProblem && failure.status < 500 && failure.code !== 'busy'
}

/**
 * Begins a command on the chosen link and leads to where it is seen. Until the agent has answered, asking again is the
 * same command: a meter is never told twice because an answer was lost.
 */
export function useBeginRun(links: MeterLink[]) {
  const agent = useAgent()
  const navigate = useNavigate()
  const { link, beam } = useLink(links)
  const asked = useRef<{ what: string; body: RunAsked; headers: CommandHeaders }>(undefined)

  const [isUncertain, setUncertain] = useState(false)

  const beginning = useCommand(async (what: Omit<RunAsked, 'link' | 'beam'>, isReplaced: boolean = false) => {
    if (link === undefined) return
    const wanted: RunAsked = { ...what, link: link.link, ...(beam === undefined ? {} : { beam }) }
    const same = JSON.stringify(wanted)
    if (asked.current?.what !== same) {
      const position = await placeAtOnce()
      asked.current = { what: same, body: { ...wanted, ...(position ? { position } : {}) }, headers: commandHeaders() }
    }
    setUncertain(false)
    try {
      await agent.beginRun(asked.current.body, asked.current.headers)
      asked.current = undefined
    } catch (failure) {
      // A refusal is an answer: trying again later is another command.
      if (isRefusal(failure)) asked.current = undefined
      else setUncertain(true)
      throw failure
    }
    void navigate(RUN, { replace: isReplaced })
  }, meteringWords)
  /** Nobody said that it has not begun: no answer came, or the terminal is busy, perhaps with this very command. */
  return { ...beginning, isUncertain }
}
