import { useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { Link } from 'react-router'
import type { StationView } from '../api/types'
import { Answered, type Asked } from '../parts/Answered'
import { paths } from '../paths'
import { texts } from './texts'

export function StationsTab({ query }: { query: Asked<StationView[]> }) {
  const { t } = useI18n(texts)
  return (
    <Answered query={query} empty={{ when: (all) => all.length === 0, title: t('people.stations.empty'), advice: t('people.empty.advice') }}>
      {(all) => (
        <Table<StationView>
          size="small"
          rowKey="station"
          pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={all}
          columns={[
            {
              key: 'name',
              title: t('people.column.station'),
              render: (_, { station, name }) => <Link to={paths.people({ tab: 'people', station })}>{name}</Link>,
            },
            { key: 'code', title: t('people.column.code'), render: (_, { code }) => code },
            { key: 'county', title: t('people.column.county'), render: (_, { county }) => county },
            {
              key: 'grids',
              title: t('people.tab.grids'),
              render: (_, { station, name }) => (
                <Link to={paths.people({ tab: 'grids', station })} aria-label={t('people.grids.of', { name })}>{t('people.orders.open')}</Link>
              ),
            },
          ]}
        />
      )}
    </Answered>
  )
}
