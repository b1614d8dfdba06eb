import { formatPercent, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { certificatesQuery, peopleQuery } from '../api/queries'
import type { CertificateView } from '../api/types'
import { Answered } from '../parts/Answered'
import { useMay } from '../session/useSession'
import { AddCertificateDialog } from './AddCertificateDialog'
import { AddKindDialog } from './AddKindDialog'
import { CertificateDialog } from './CertificateDialog'
import { CertificateMatrix } from './CertificateMatrix'
import { needsSeeingTo } from './expiry'
import { matrixOf, multiSkill } from './matrix'
import { texts } from './texts'
import styles from './certificates.module.css'

/** Who may do what: people by kinds of certificate, with what ends soon, and the ways to keep them. */
export function CertificatesTab({ station }: { station: string | undefined }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const certificates = useQuery(certificatesQuery(station))
  const people = useQuery(peopleQuery(station))
  const [isAdding, setAdding] = useState<'certificate' | 'kind'>()
  const [opened, setOpened] = useState<CertificateView>()
  const rows = matrixOf(people.data ?? [], certificates.data?.items ?? [])
  const { skilled, all } = multiSkill(rows)
  const due = certificates.data?.items.filter(needsSeeingTo).length ?? 0
  const kinds = certificates.data?.kinds ?? []
  const mayKeep = may('keep_certificates')
  return (
    <>
      <div className={styles.head}>
        {rows.length > 0 && <span>{t('certificates.tab.note', { skilled, all, share: formatPercent(skilled / all) })}</span>}
        {due > 0 && <strong>{t('certificates.tab.due', { count: due })}</strong>}
        <span className={styles.acts}>
          {may('manage_organisation') && <Button onClick={() => setAdding('kind')}>{t('certificates.tab.add_kind')}</Button>}
          {mayKeep && kinds.length > 0 && <Button type="primary" onClick={() => setAdding('certificate')}>{t('certificates.tab.add')}</Button>}
        </span>
      </div>
      <Answered
        query={certificates}
        empty={{ when: () => kinds.length === 0, title: t('certificates.empty.kinds'), advice: t('certificates.empty.kinds_advice') }}
      >
        {() => <CertificateMatrix rows={rows} kinds={kinds} isLoading={people.isLoading} onOpen={setOpened} />}
      </Answered>
      {isAdding === 'certificate' && <AddCertificateDialog people={rows.map(({ person }) => person)} kinds={kinds} onClose={() => setAdding(undefined)} />}
      {isAdding === 'kind' && <AddKindDialog onClose={() => setAdding(undefined)} />}
      {opened && <CertificateDialog certificate={opened} mayKeep={mayKeep} onClose={() => setOpened(undefined)} />}
    </>
  )
}
