import { useStanding } from '@ronghe/field'
import { SkeletonList } from '@ronghe/ui'
import { useEffect, useRef } from 'react'
import { Navigate, useParams } from 'react-router'
import { useOrderInHand } from '../order/OrderRoom'
import { orderPath, roundsPath } from '../paths'
import { ownRounds } from './rounds'
import { useRoundsInHand } from './useRoundsInHand'

/** Leads from a meter that was scanned on the list of the day to where it is worked on. */
export function MeterPage() {
  const { meter = '' } = useParams()
  const { detail } = useOrderInHand()
  const person = useStanding().state?.person?.person ?? ''
  const rounds = ownRounds(detail.order, person)
  if (rounds === undefined) return <Navigate to={orderPath(detail.order.order)} replace />
  return <IntoRound meter={meter} />
}

/** Opens the meter's round once; what is done already is shown in the list. */
function IntoRound({ meter }: { meter: string }) {
  const { detail } = useOrderInHand()
  const person = useStanding().state?.person?.person ?? ''
  const rounds = ownRounds(detail.order, person) ?? []
  const { judge, open, isFull } = useRoundsInHand(rounds)
  const isOpening = useRef(false)
  const isOpen = judge(meter).faults.length === 0
  useEffect(() => {
    if (!isOpen || isOpening.current) return
    isOpening.current = true
    open.run(meter, 'scanned')
  })
  if (!isOpen || isFull || open.failure) return <Navigate to={roundsPath(detail.order.order)} replace />
  return <SkeletonList rows={4} />
}
