import { answer } from '@ronghe/sdk'
import { useEffect, useState } from 'react'
import { api } from '../api/client'
import type { OrderFile } from '../api/types'
import { useCommand } from '../api/useCommand'

/** An order with its personal data in full: for a reason, and for a few minutes. */
export interface Unmasked {
  file: OrderFile | undefined
  /** Somebody is being asked why. */
  isAsking: boolean
  open: () => void
  close: () => void
  ask: (reason: string) => void
  hide: () => void
  isPending: boolean
  error: unknown
}

export function useUnmasked(order: string): Unmasked {
  const [shown, setShown] = useState<{ order: string; file: OrderFile }>()
  const [isAsking, setAsking] = useState(false)
  const command = useCommand(
    (reason: string, header) =>
      answer(api.POST('/api/v1/orders/{order}/unmask', { params: { path: { order }, header }, body: { reason } })),
    {
      onDone: (file) => {
        setShown({ order, file })
        setAsking(false)
      },
    },
  )
  useEffect(() => {
    if (shown === undefined) return undefined
    const timer = setTimeout(() => setShown(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown])
  return {
    file: shown?.order === order ? shown.file : undefined,
    isAsking,
    open: () => setAsking(true),
    close: () => setAsking(false),
    ask: (reason) => command.mutate(reason),
    hide: () => setShown(undefined),
    isPending: command.isPending,
    error: command.error,
  }
}

const SHOWN_MS = 5 * 60_000
