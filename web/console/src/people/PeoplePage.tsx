import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Select, Tabs } from 'antd'
import { useNavigate } from 'react-router'
import { stationsQuery } from '../api/queries'
import { CertificatesTab } from '../certificates/CertificatesTab'
import { PageHead } from '../parts/PageHead'
import { useAddress } from '../parts/useAddress'
import { paths } from '../paths'
import { GridsTab } from './GridsTab'
import { PeopleTab } from './PeopleTab'
import { StationsTab } from './StationsTab'
import { texts } from './texts'
import styles from './people.module.css'

/** The organisation: stations, grids with their two people, and staff with their roles. */
export function PeoplePage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const [search, change] = useAddress()
  const stations = useQuery(stationsQuery)
  const tab = search.get('tab') ?? 'people'
  const station = search.get('station') ?? undefined
  return (
    <>
      <PageHead
        title={t('people.page.title')}
        actions={
          <>
            <Select
              aria-label={t('people.filter.station')}
              className={styles.filter ?? ''}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('people.filter.station')}
              value={station ?? null}
              onChange={(value?: string | null) => change({ station: value ?? undefined, person: undefined })}
              options={(stations.data ?? []).map((each) => ({ value: each.station, label: each.name }))}
            />
            <Button onClick={() => void navigate(paths.cutOvers())}>{t('people.page.cut_overs')}</Button>
            <Button onClick={() => void navigate(paths.roster(station === undefined ? {} : { station }))}>{t('people.page.roster')}</Button>
            <Button onClick={() => void navigate(paths.absences(station === undefined ? {} : { station }))}>{t('people.page.absences')}</Button>
          </>
        }
      />
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key, person: undefined })}
        destroyOnHidden
        items={[
          { key: 'people', label: t('people.tab.people'), children: <PeopleTab station={station} marked={search.get('person') ?? undefined} /> },
          { key: 'grids', label: t('people.tab.grids'), children: <GridsTab station={station} /> },
          { key: 'certificates', label: t('people.tab.certificates'), children: <CertificatesTab station={station} /> },
          { key: 'stations', label: t('people.tab.stations'), children: <StationsTab query={stations} /> },
        ]}
      />
    </>
  )
}
