import { SkeletonList } from '@ronghe/ui'
import { useState, type ReactNode } from 'react'
import { PracticeBand } from '../practice/PracticeBand'
import { LeftOutScreen } from '../unlock/LeftOutScreen'
import { UnlockScreen } from '../unlock/UnlockScreen'
import { useStanding } from './FieldProvider'

/**
 * Lets people in. Behind a closed door the page of the same person stays as it was, unseen, so that nothing typed is
 * lost; another person gets a fresh one.
 */
export function Door({ children }: { children: ReactNode }) {
  const { standing, state } = useStanding()
  const [owner, setOwner] = useState<string>()
  const person = state?.person?.person
  if (standing === 'open' && owner !== person) setOwner(person)
  return (
    <div className="door-frame">
      {state?.practice === true && <PracticeBand canEnd />}
      {standing === 'entering' && <SkeletonList rows={4} />}
      {standing === 'locked' && <UnlockScreen />}
      {standing === 'left_out' && <LeftOutScreen />}
      {owner !== undefined && (
        <div key={owner} className="door-room" hidden={standing !== 'open'}>
          {children}
        </div>
      )}
    </div>
  )
}
