import { Icon, useI18n } from '@ronghe/ui'
import { Button, Space } from 'antd'
import { useState } from 'react'
import type { OrderFile } from '../api/types'
import { useMay } from '../session/useSession'
import { possibleSteerings, STEERINGS, type Steering } from './steerings'
import { SteeringDialog } from './SteeringDialog'
import { texts } from './texts'
import { useSignableStages } from './useSignableStages'

/** What this person may do to the order as it is now; resuming stands beside what says that it is suspended. */
export function SteerActions({ file }: { file: OrderFile }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const signable = useSignableStages(file.order)
  // It stays open when the order has moved on meanwhile, so that the refusal can be read.
  const [opened, setOpened] = useState<Steering>()
  const possible = possibleSteerings(file, signable, may).filter((steering) => steering !== 'resume')
  return (
    <>
      {possible.length > 0 && (
        <Space wrap size={8} role="group" aria-label={t('steering.act.label')}>
          {possible.map((steering) => (
            <Button
              key={steering}
              danger={steering === 'terminate'}
              icon={<Icon name={STEERINGS[steering].icon} size="1em" />}
              onClick={() => setOpened(steering)}
            >
              {t(`steering.act.${steering}`)}
            </Button>
          ))}
        </Space>
      )}
      {opened && <SteeringDialog steering={opened} file={file} onClose={() => setOpened(undefined)} />}
    </>
  )
}
