import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import type { TerminalView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { ReasonDialog } from '../parts/ReasonDialog'
import { terminalState, type TerminalState } from './terminalStates'
import { texts } from './texts'

type Act = 'lock' | 'unlock' | 'lost'

/** Lock, report lost, unlock: whatever the terminal's state leaves to do, each with a reason. */
export function TerminalActions({ terminal }: { terminal: TerminalView }) {
  const { t } = useI18n(texts)
  const state = terminalState(terminal.state)
  const { message } = App.useApp()
  const [act, setAct] = useState<Act>()
  const command = useCommand(
    ({ chosen, reason }: { chosen: Act; reason: string }, header) =>
      answer(api.POST(CALLS[chosen], { params: { path: { terminal: terminal.terminal }, header }, body: { reason } })),
    {
      onDone: (_, { chosen }) => {
        message.success(t(`terminals.${chosen}.done`, { name: terminal.name }))
        setAct(undefined)
      },
    },
  )
  return (
    <Space size={4}>
      {(state ? ACTS[state] : []).map((each) => (
        <Button key={each} size="small" danger={each === 'lost'} onClick={() => setAct(each)} aria-label={t(`terminals.${each}.title`, { name: terminal.name })}>
          {t(`terminals.${each}.button`)}
        </Button>
      ))}
      {act && (
        <ReasonDialog
          title={t(`terminals.${act}.title`, { name: terminal.name })}
          consequence={t(`terminals.${act}.consequence`)}
          confirm={t(`terminals.${act}.button`)}
          danger={act === 'lost'}
          isPending={command.isPending}
          error={command.error}
          onConfirm={(reason) => command.mutate({ chosen: act, reason })}
          onClose={() => setAct(undefined)}
        />
      )}
    </Space>
  )
}

const ACTS: Record<TerminalState, Act[]> = { active: ['lock', 'lost'], locked: ['unlock', 'lost'], lost: ['unlock'] }

const CALLS = {
  lock: '/api/v1/terminals/{terminal}/lock',
  unlock: '/api/v1/terminals/{terminal}/unlock',
  lost: '/api/v1/terminals/{terminal}/report-lost',
} as const satisfies Record<Act, string>
