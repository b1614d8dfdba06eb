import { useI18n } from '@ronghe/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useMemo, useState } from 'react'
import { migrationPreviewQuery } from '../api/queries'
import type { ProcessFiles, ProcessLine } from '../api/types'
import { Answered } from '../parts/Answered'
import { drawnElements } from '../processes/drawnElements'
import { MigrationPreview } from './MigrationPreview'
import { MoveDialog } from './MoveDialog'
import { MoveFailed } from './MoveFailed'
import { MoveProgress } from './MoveProgress'
import { MoveReport } from './MoveReport'
import { OlderRunning } from './OlderRunning'
import type { Places } from './places'
import { texts } from './texts'
import type { Move } from './useMove'

interface MigrationDeskProps {
  from: ProcessLine
  to: ProcessLine
  /** Every version but the one that orders are moved from. */
  others: ProcessLine[]
  files: { from: ProcessFiles; to: ProcessFiles }
  /** The plan that is previewed. */
  places: Places
  move: Move
  onPreview: (places: Places) => void
}

/** From one version to another: preview, places, moving, and what came of it. */
export function MigrationDesk({ from, to, others, files, places, move, onPreview }: MigrationDeskProps) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const both = useMemo(() => ({ from: drawnElements(files.from.files), to: drawnElements(files.to.files) }), [files.from, files.to])
  const [chosen, setChosen] = useState(places)
  const [isConfirming, setConfirming] = useState(false)
  const request = { from: from.hash, to: to.hash, plan: places }
  const preview = useQuery({
    ...migrationPreviewQuery(request),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (move.isPending && !state.data?.more ? WHILE_MOVING_MS : false),
  })
  const isChanged = JSON.stringify(Object.entries(chosen).sort()) !== JSON.stringify(Object.entries(places).sort())
  const { version } = from

  const previewAgain = () => (isChanged ? onPreview(chosen) : void preview.refetch())
  const moveAgain = async () => {
    const { data } = await preview.refetch()
    if (data && data.movable > 0) setConfirming(true)
    else if (data) message.info(t('migration.preview.nothing_moves'))
  }

  if (move.isPending) return <MoveProgress expected={move.expected} preview={preview.data} />
  return (
    <>
      {move.error !== null && <MoveFailed error={move.error} onAgain={move.again} />}
      {move.report && (
        <MoveReport
          report={move.report}
          from={from}
          to={to}
          both={both}
          hidesReasons={JSON.stringify(move.report.faults) === JSON.stringify(preview.data?.faults)}
          onAgain={() => void moveAgain()}
        />
      )}
      <Answered
        query={preview}
        empty={{
          when: ({ orders }) => orders === 0,
          title: t('migration.preview.empty_title', { version }),
          advice: t('migration.preview.empty_advice'),
          action: <OlderRunning version={from} others={others} />,
        }}
      >
        {(found) => (
          <>
            <MigrationPreview
              from={from}
              both={both}
              preview={found}
              places={chosen}
              isChanged={isChanged}
              isAsking={preview.isFetching}
              onChange={setChosen}
              onPreview={previewAgain}
              onMove={() => setConfirming(true)}
            />
            {isConfirming && (
              <MoveDialog
                from={from}
                to={to}
                both={both}
                preview={found}
                onConfirm={() => {
                  setConfirming(false)
                  move.run(request, found.movable)
                }}
                onClose={() => setConfirming(false)}
              />
            )}
          </>
        )}
      </Answered>
    </>
  )
}

/** Often enough to see that it goes on; each look goes through all that is left. */
const WHILE_MOVING_MS = 3_000
