import { useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import type { CertificateKind, CertificateView } from '../api/types'
import { validOf, type MatrixRow } from './matrix'
import { StandingTag, useStandingWords } from './StandingTag'
import { texts } from './texts'
import styles from './certificates.module.css'

interface CertificateMatrixProps {
  rows: MatrixRow[]
  kinds: CertificateKind[]
  isLoading: boolean
  onOpen: (certificate: CertificateView) => void
}

/** A row for each person, a column for each kind with how many have one that counts. */
export function CertificateMatrix({ rows, kinds, isLoading, onOpen }: CertificateMatrixProps) {
  const { t, say } = useI18n(texts)
  const standingWords = useStandingWords()
  return (
    <Table<MatrixRow>
      size="small"
      aria-label={t('certificates.tab.label')}
      rowKey={({ person }) => person.person}
      loading={isLoading}
      scroll={{ x: 'max-content' }}
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={rows}
      columns={[
        {
          key: 'person',
          title: t('certificates.column.person'),
          render: (_, { person }) => <><strong>{person.name}</strong> <span className={styles.muted}>{person.staff_no}</span></>,
        },
        { key: 'valid', title: t('certificates.column.valid'), render: (_, { valid }) => valid },
        ...kinds.map(({ kind, name }) => ({
          key: kind,
          title: t('certificates.column.count', { name: say(name), count: validOf(rows, kind) }),
          render: (_: unknown, { person, held }: MatrixRow) => {
            const certificate = held.get(kind)
            if (!certificate) return <span className={styles.muted}>{t('certificates.cell.none')}</span>
            const label = t('certificates.cell.open', { name: person.name, kind: say(name), standing: standingWords(certificate) })
            return (
              <button type="button" className={styles.cell} aria-label={label} onClick={() => onOpen(certificate)}>
                <StandingTag certificate={certificate} />
              </button>
            )
          },
        })),
      ]}
    />
  )
}
