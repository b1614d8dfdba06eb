import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Input, Table, type Breakpoint } from 'antd'
import { useState } from 'react'
import { AwayTag } from '../absences/AwayTag'
import { useAway } from '../absences/useAway'
import { gridsQuery, peopleQuery } from '../api/queries'
import type { PersonView } from '../api/types'
import { Answered } from '../parts/Answered'
import { useRoleNames } from '../parts/RoleNames'
import { fitting, type StageToGive } from './assignments'
import { GridDuties } from './GridDuties'
import { isTooMuch, NO_LOAD } from './load'
import { LoadWords } from './LoadWords'
import { texts } from './texts'
import { useLoads } from './useLoads'
import styles from './dispatch.module.css'

interface CandidateTableProps {
  stages: StageToGive[]
  /** Who is not asked although he could take them. */
  without?: string[]
  /** Whoever is away may be chosen all the same. */
  alsoAway?: boolean
  chosen: string | undefined
  onChoose: (person: string) => void
}

/** Who may take the stages, with role, grids and load; whoever has least to do stands first, then who has enough, and who is away last. */
export function CandidateTable({ stages, without = [], alsoAway = false, chosen, onChoose }: CandidateTableProps) {
  const { t } = useI18n(texts)
  const roleNames = useRoleNames()
  const [typed, setTyped] = useState('')
  const station = stages[0]?.station ?? undefined
  const people = useQuery(peopleQuery(station))
  const grids = useQuery(gridsQuery(station))
  const loads = useLoads(station).people
  const away = useAway(station)
  const loadOf = ({ person }: PersonView) => loads.get(person) ?? NO_LOAD
  // The platform dispatches nothing to whoever is away.
  const isAway = ({ person }: PersonView) => away.has(person)
  const rank = (each: PersonView) => (isAway(each) ? 2 : isTooMuch(loadOf(each), 1) ? 1 : 0)
  const isAsked = ({ person }: PersonView) => !without.includes(person)
  const isNamed = ({ name, staff_no }: PersonView) => name.includes(typed.trim()) || staff_no.includes(typed.trim())
  return (
    <Answered query={people} rows={3}>
      {(everybody) => {
        const candidates = fitting(everybody, stages).filter(isAsked).filter(isNamed).sort((one, other) => rank(one) - rank(other) || loadOf(one).open - loadOf(other).open)
        return (
          <>
            <Input
              className={styles.find ?? ''}
              aria-label={t('dispatch.candidate.find')}
              placeholder={t('dispatch.candidate.find')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Table<PersonView>
              size="small"
              className={styles.candidates ?? ''}
              rowKey="person"
              pagination={{ pageSize: 6, hideOnSinglePage: true, showSizeChanger: false }}
              dataSource={candidates}
              locale={{ emptyText: t('dispatch.candidate.none') }}
              rowSelection={{
                type: 'radio',
                selectedRowKeys: chosen === undefined ? [] : [chosen],
                onChange: ([person]) => person !== undefined && onChoose(String(person)),
                getCheckboxProps: (each) => ({ disabled: isAway(each) && !alsoAway, 'aria-label': t('dispatch.candidate.choose', { name: each.name }) }) as object,
              }}
              onRow={(each) => ({ onClick: () => (alsoAway || !isAway(each)) && onChoose(each.person) })}
              columns={[
                { key: 'name', title: t('dispatch.candidate.name'), render: (_, { person, name, staff_no }) => <>{name} <span className={styles.muted}>{staff_no}</span> <AwayTag absence={away.get(person)} /></> },
                { key: 'roles', responsive: ROOM, title: t('dispatch.candidate.roles'), render: (_, { roles }) => roleNames(roles) },
                { key: 'grids', responsive: ROOM, title: t('dispatch.candidate.grids'), render: (_, { person }) => <GridDuties person={person} grids={grids.data ?? []} /> },
                { key: 'load', title: t('dispatch.candidate.load'), render: (_, each) => <LoadWords load={loadOf(each)} /> },
              ]}
            />
          </>
        )
      }}
    </Answered>
  )
}

/** What a phone leaves out. */
const ROOM: Breakpoint[] = ['md']
