import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { processQuery } from '../api/queries'
import type { OrderView, StageView } from '../api/types'
import { signableElements, signableStages } from './signable'

/** The open stages that permit another signer, by the version that the order runs under; none until that is known. */
export function useSignableStages(order: OrderView): StageView[] {
  const process = useQuery(processQuery(order.bundle_hash))
  const drawing = process.data?.files['process.bpmn']
  const elements = useMemo(() => (drawing === undefined ? new Set<string>() : signableElements(drawing)), [drawing])
  return signableStages(order, elements)
}
