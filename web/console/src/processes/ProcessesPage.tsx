import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { processesQuery } from '../api/queries'
import type { ProcessLine } from '../api/types'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { useMay } from '../session/useSession'
import { ActivateDialog } from './ActivateDialog'
import { DeployDialog } from './DeployDialog'
import { ProcessTable } from './ProcessTable'
import { texts } from './texts'

/** The process versions of the company, and the way to a new one. */
export function ProcessesPage() {
  const { t } = useI18n(texts)
  const may = useMay()
  const query = useQuery(processesQuery)
  const [isDeploying, setDeploying] = useState(false)
  const [activating, setActivating] = useState<ProcessLine>()
  const deploy = may('deploy_process') && (
    <Button type="primary" onClick={() => setDeploying(true)}>{t('processes.page.deploy')}</Button>
  )
  return (
    <>
      <PageHead title={t('processes.page.title')} actions={deploy} />
      <Answered
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('processes.empty.title'),
          advice: t('processes.empty.advice'),
          action: deploy,
        }}
      >
        {({ items }) => <ProcessTable lines={items} onActivate={may('activate_process') ? setActivating : undefined} />}
      </Answered>
      {isDeploying && <DeployDialog onClose={() => setDeploying(false)} />}
      {activating && <ActivateDialog line={activating} onClose={() => setActivating(undefined)} />}
    </>
  )
}
