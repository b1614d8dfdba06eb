import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { terminalsQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { useNow } from '../parts/useNow'
import { useMay } from '../session/useSession'
import { EnrolDialog } from './EnrolDialog'
import { isNotSeen } from './notSeen'
import { TerminalTable } from './TerminalTable'
import { texts } from './texts'

/** The terminals within reach, and for the security officer what can be done with them. */
export function TerminalsPage() {
  const { t } = useI18n(texts)
  const may = useMay()
  const now = useNow()
  const [search, setSearch] = useSearchParams()
  const [isEnrolling, setEnrolling] = useState(false)
  const query = useQuery(terminalsQuery)
  const onlyNotSeen = search.get('seen') === 'no'
  const enrol = may('enrol_terminal') && (
    <Button type="primary" onClick={() => setEnrolling(true)}>{t('terminals.page.enrol')}</Button>
  )
  return (
    <>
      <PageHead
        title={t('terminals.page.title')}
        note={query.data && t('terminals.page.count', { count: query.data.length })}
        actions={
          <>
            <Checkbox checked={onlyNotSeen} onChange={(event) => setSearch(event.target.checked ? { seen: 'no' } : {}, { replace: true })}>
              {t('terminals.page.not_seen')}
            </Checkbox>
            {enrol}
          </>
        }
      />
      <Answered
        query={query}
        empty={{
          when: (all) => all.length === 0, title: t('terminals.empty.title'), advice: t('terminals.empty.advice'), action: enrol,
        }}
      >
        {(all) => (
          <TerminalTable
            terminals={all.filter((each) => !onlyNotSeen || isNotSeen(each, now))}
            marked={search.get('terminal') ?? undefined}
          />
        )}
      </Answered>
      {isEnrolling && <EnrolDialog onClose={() => setEnrolling(false)} />}
    </>
  )
}
