import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { brokenChainsQuery } from '../api/queries'
import type { BrokenChainView } from '../api/types'
import { TerminalLink } from '../orders/TerminalLink'
import { Moment } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { texts } from './texts'
import styles from './works.module.css'

/** Terminals whose journals have a gap that has stayed for hours, or a fork: how many, and which. */
export function BrokenChains() {
  const { t } = useI18n(texts)
  const { data: chains, error } = useQuery(brokenChainsQuery)
  const [isUnfolded, setUnfolded] = useState(false)
  if (chains === undefined) {
    // No answer is not that all is well.
    return error && <p className={`${styles.chainsWhole} ${toneClass('soon')}`}><Icon name="question" size="1em" /> {t('works.chains.not_known')}</p>
  }
  if (chains.items.length === 0) {
    return <p className={`${styles.chainsWhole} ${toneClass('done')}`}><Icon name="check" size="1em" /> {t('works.chains.none')}</p>
  }
  return (
    <details className={`${styles.chains} ${toneClass('late')}`} onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}>
      <summary>
        <Icon name="alert" size="1.1em" /> {t(chains.cut ? 'works.chains.over' : 'works.chains.count', { count: chains.items.length })}
      </summary>
      {isUnfolded && <ChainsTable chains={chains.items} />}
    </details>
  )
}

function ChainsTable({ chains }: { chains: BrokenChainView[] }) {
  const { t } = useI18n(texts)
  return (
    <>
      <p>{t('works.chains.advice')}</p>
      <Table<BrokenChainView>
        className={styles.works ?? ''}
        size="small"
        rowKey="terminal"
        pagination={false}
        dataSource={chains}
        columns={[
          { key: 'terminal', title: t('works.column.terminal'), render: (_, { terminal }) => <TerminalLink terminal={terminal} /> },
          { key: 'what', title: t('works.chains.what'), render: (_, chain) => <span className={styles.tags}><What chain={chain} /></span> },
          {
            key: 'since',
            title: t('works.chains.since'),
            render: (_, { broken, since }) => <Link to={paths.meterWork(broken)}><Moment at={since} /></Link>,
          },
          {
            key: 'last',
            responsive: ['md'],
            title: t('works.chains.last'),
            render: (_, { last, last_received_at }) => <Link to={paths.meterWork(last)}><Moment at={last_received_at} /></Link>,
          },
        ]}
      />
    </>
  )
}

function What({ chain: { gaps, forks } }: { chain: BrokenChainView }) {
  const { t } = useI18n(texts)
  return (
    <>
      {forks > 0 && <Tag meaning="late" icon="swap">{t('works.chains.forks', { count: forks })}</Tag>}
      {gaps > 0 && <Tag meaning="soon" icon="question">{t('works.chains.gaps', { count: gaps })}</Tag>}
    </>
  )
}
