import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { processesQuery, processQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { ProcessDrawing } from '../parts/drawing/ProcessDrawing'
import { HashText } from '../parts/HashText'
import { PageHead } from '../parts/PageHead'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { ActivateDialog } from './ActivateDialog'
import { DRAWING } from './bundleFiles'
import { BundleFilesView } from './BundleFilesView'
import { processTitle } from './processTitle'
import { texts } from './texts'
import styles from './processes.module.css'

/** One version: its drawing and its files. */
export function ProcessPage() {
  const { t, say } = useI18n(texts)
  const { hash = '' } = useParams()
  const may = useMay()
  const navigate = useNavigate()
  const query = useQuery(processQuery(hash))
  const line = useQuery(processesQuery).data?.items.find((each) => each.hash === hash)
  const [isActivating, setActivating] = useState(false)
  return (
    <Answered query={query}>
      {({ process, version, files }) => (
        <>
          <PageHead
            title={say(processTitle({ process, files }))}
            note={
              <span className={styles.facts}>
                <Link to={paths.processes()}>{t('processes.page.title')}</Link>
                <code>{process}</code>
                {t('processes.version.number', { version })}
                {line?.active && <Tag meaning="done" icon="check">{t('processes.version.active')}</Tag>}
                <HashText hash={hash} name={t('processes.column.hash')} />
              </span>
            }
            actions={
              <>
                <Button onClick={() => void navigate(paths.difference(hash))}>{t('processes.difference.open')}</Button>
                {may('migrate_orders') && <Button onClick={() => void navigate(paths.migration(hash))}>{t('processes.version.move')}</Button>}
                {line && !line.active && may('activate_process') && (
                  <Button type="primary" onClick={() => setActivating(true)}>{t('processes.activate.button')}</Button>
                )}
              </>
            }
          />
          <div className={styles.drawing}>
            <ProcessDrawing xml={files[DRAWING] ?? ''} />
          </div>
          <BundleFilesView files={files} />
          {isActivating && line && <ActivateDialog line={line} onClose={() => setActivating(false)} />}
        </>
      )}
    </Answered>
  )
}
