import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { gridsQuery } from '../api/queries'
import type { GridView } from '../api/types'
import { Answered } from '../parts/Answered'
import { PersonLink } from './PersonLink'
import { texts } from './texts'

/** Grids with their A and B. */
export function GridsTab({ station }: { station: string | undefined }) {
  const { t } = useI18n(texts)
  const query = useQuery(gridsQuery(station))
  return (
    <Answered query={query} empty={{ when: (grids) => grids.length === 0, title: t('people.grids.empty'), advice: t('people.empty.advice') }}>
      {(grids) => (
        <Table<GridView>
          size="small"
          rowKey="grid"
          pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
          dataSource={grids}
          columns={[
            { key: 'name', title: t('people.column.grid'), render: (_, { name }) => <strong>{name}</strong> },
            { key: 'code', title: t('people.column.code'), render: (_, { code }) => code },
            { key: 'primary', title: t('people.column.primary'), render: (_, { primary }) => <PersonLink person={primary} /> },
            { key: 'backup', title: t('people.column.backup'), render: (_, { backup }) => <PersonLink person={backup} /> },
          ]}
        />
      )}
    </Answered>
  )
}
