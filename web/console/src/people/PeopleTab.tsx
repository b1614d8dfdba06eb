import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Space, Table, type Breakpoint } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { AwayTag } from '../absences/AwayTag'
import { useAway } from '../absences/useAway'
import { isGiven } from '../api/given'
import { dispatchRulesQuery, peopleQuery, stationsQuery } from '../api/queries'
import type { Maybe, PersonView } from '../api/types'
import { HandOverDialog } from '../dispatch/HandOverDialog'
import { LoadWords } from '../dispatch/LoadWords'
import { PersonLimitDialog } from '../dispatch/PersonLimitDialog'
import { useLoads } from '../dispatch/useLoads'
import { Answered } from '../parts/Answered'
import { RoleNames } from '../parts/RoleNames'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { useMay, useSession } from '../session/useSession'
import { texts } from './texts'
import styles from './people.module.css'

/** The staff of a station; with `marked`, that person alone until another name is typed. */
export function PeopleTab({ station, marked }: { station: string | undefined; marked: string | undefined }) {
  const { t } = useI18n(texts)
  const may = useMay()
  const query = useQuery(peopleQuery(station))
  const stations = useQuery(stationsQuery)
  const away = useAway(station)
  const [typed, setTyped] = useState<string>()
  const [giver, setGiver] = useState<PersonView>()
  const [limited, setLimited] = useState<PersonView>()
  const loads = useLoads(station).people
  const rules = useQuery({ ...dispatchRulesQuery(station), enabled: limited !== undefined })
  const own = useSession().station
  const mayHandOver = (each: PersonView) => may('reassign_order') && each.station === own
  const stationName = (id: Maybe<string>) => stations.data?.find((each) => each.station === id)?.name ?? ''
  const isShown = ({ person, name, staff_no }: PersonView) =>
    typed === undefined ? marked === undefined || person === marked : name.includes(typed.trim()) || staff_no.includes(typed.trim())
  return (
    <>
      <Input
        className={styles.find ?? ''}
        allowClear
        aria-label={t('people.filter.find')}
        placeholder={t('people.filter.find')}
        value={typed ?? ''}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Answered query={query} empty={{ when: (all) => all.length === 0, title: t('people.empty.title'), advice: t('people.empty.advice') }}>
        {(all) => (
          <Table<PersonView>
            size="small"
            rowKey="person"
            pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={all.filter(isShown)}
            columns={[
              { key: 'name', title: t('people.column.name'), render: (_, { name }) => <strong className={styles.name}>{name}</strong> },
              { key: 'staff_no', title: t('people.column.staff_no'), render: (_, { staff_no }) => staff_no },
              { key: 'roles', title: t('people.column.roles'), className: styles.words ?? '', render: (_, { roles }) => <RoleNames roles={roles} /> },
              { key: 'station', responsive: ROOM, title: t('people.column.station'), className: styles.name ?? '', render: (_, each) => stationName(each.station) },
              { key: 'mobile', responsive: ROOM, title: t('people.column.mobile'), render: (_, { mobile }) => mobile },
              {
                key: 'state',
                title: t('people.column.state'),
                render: (_, { active, person, station: of }) => {
                  if (!active) return <Tag meaning="plain" icon="pause">{t('people.state.left')}</Tag>
                  const absence = away.get(person)
                  if (!absence) return <Tag meaning="done" icon="check">{t('people.state.active')}</Tag>
                  const way = paths.absences({ person, ...(isGiven(of) ? { station: of } : {}) })
                  return <Link to={way}><AwayTag absence={absence} /></Link>
                },
              },
              ...(may('list_orders')
                ? [{
                    key: 'load',
                    title: t('people.column.load'),
                    render: (_: unknown, each: PersonView) => (
                      <Space wrap size={[8, 0]}>
                        <LoadWords load={loads.get(each.person)} />
                        {may('keep_dispatch_rules') && each.active && (
                          <Button type="link" size="small" aria-label={t('people.load.limit_of', { name: each.name })} onClick={() => setLimited(each)}>
                            {t('people.load.limit')}
                          </Button>
                        )}
                      </Space>
                    ),
                  }, {
                    key: 'orders',
                    className: styles.name ?? '',
                    title: t('people.column.orders'),
                    render: (_: unknown, each: PersonView) => (
                      <Space>
                        <Link to={paths.orders({ worker: each.person })} aria-label={t('people.orders.of', { name: each.name })}>
                          {t('people.orders.open')}
                        </Link>
                        {mayHandOver(each) && (
                          <Button type="link" size="small" aria-label={t('people.orders.hand_over_of', { name: each.name })} onClick={() => setGiver(each)}>
                            {t('people.orders.hand_over')}
                          </Button>
                        )}
                      </Space>
                    ),
                  }]
                : []),
            ]}
          />
        )}
      </Answered>
      {limited && rules.data && (
        <PersonLimitDialog
          person={limited}
          own={rules.data.people.find(({ person }) => person === limited.person)?.most_in_hand ?? undefined}
          onClose={() => setLimited(undefined)}
        />
      )}
      {giver && <HandOverDialog from={giver} onClose={() => setGiver(undefined)} />}
    </>
  )
}

/** Left out on a screen narrower than 1200 pixels: the station stands in the choice above. */
const ROOM: Breakpoint[] = ['xl']
