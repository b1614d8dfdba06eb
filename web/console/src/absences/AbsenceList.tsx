import { Icon, useI18n } from '@ronghe/ui'
import { Button, Table } from 'antd'
import type { AbsenceView, GridView } from '../api/types'
import { GridDuties } from '../dispatch/GridDuties'
import { Tag } from '../parts/Tag'
import { useNow } from '../parts/useNow'
import { useRowKeys } from '../parts/useRowKeys'
import { PersonName } from '../people/PersonName'
import { usePersonName } from '../people/usePersonName'
import { ABSENCE_KINDS, absenceKind } from './absenceKinds'
import { isAwayAt } from './coverage'
import { texts } from './texts'
import { useKindWords } from './useKindWords'
import { useSpanWords } from './useSpanWords'
import styles from './absences.module.css'

interface AbsenceListProps {
  absences: AbsenceView[]
  grids: GridView[]
  onCancel: ((absence: AbsenceView) => void) | undefined
}

/** The same month as a list: who, why, when, for which grids, and whether it is over. */
export function AbsenceList({ absences, grids, onCancel }: AbsenceListProps) {
  const { t } = useI18n(texts)
  const kindWords = useKindWords()
  const spanWords = useSpanWords()
  const nameOf = usePersonName()
  const at = useNow().getTime() * 1000
  const isOver = ({ until }: AbsenceView) => until <= at
  const keys = useRowKeys(absences.length, {
    Enter: (row) => {
      const absence = absences[row]
      if (absence && !isOver(absence)) onCancel?.(absence)
    },
  })
  return (
    <Table<AbsenceView>
      size="small"
      rowKey="absence"
      pagination={false}
      dataSource={absences}
      rowClassName={(_, row) => (row === keys.active ? 'is-active' : '')}
      columns={[
        { key: 'person', title: t('absences.column.person'), render: (_, { person }) => <PersonName person={person} /> },
        {
          key: 'kind',
          title: t('absences.column.kind'),
          render: (_, { kind }) => {
            const known = absenceKind(kind)
            return <span className={styles.kind}><Icon name={known ? ABSENCE_KINDS[known] : 'pause'} size="1em" /> {kindWords(kind)}</span>
          },
        },
        { key: 'span', title: t('absences.column.span'), render: (_, absence) => spanWords(absence) },
        { key: 'note', title: t('absences.column.note'), render: (_, { note }) => note },
        { key: 'duties', title: t('absences.column.duties'), render: (_, { person }) => <GridDuties person={person} grids={grids} /> },
        {
          key: 'state',
          title: t('absences.column.state'),
          render: (_, absence) => {
            if (isOver(absence)) return <Tag meaning="plain" icon="check">{t('absences.state.over')}</Tag>
            if (isAwayAt(absence, at)) return <Tag meaning="running" icon="pause">{t('absences.state.now')}</Tag>
            return <Tag meaning="plain" icon="clock">{t('absences.state.ahead')}</Tag>
          },
        },
        ...(onCancel
          ? [{
              key: 'act',
              title: t('absences.column.act'),
              render: (_: unknown, absence: AbsenceView) =>
                !isOver(absence) && (
                  <Button
                    size="small"
                    aria-label={t('absences.cancel.of', { name: nameOf(absence.person), kind: kindWords(absence.kind) })}
                    onClick={() => onCancel(absence)}
                  >
                    {t('absences.cancel.short')}
                  </Button>
                ),
            }]
          : []),
      ]}
    />
  )
}
