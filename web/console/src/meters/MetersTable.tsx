import { groupNumber, useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { Maybe, MeterView } from '../api/types'
import { Moment } from '../parts/Moment'
import { paths } from '../paths'
import { KeyStateTag } from './KeyStateTag'
import styles from './meters.module.css'
import { protocolName } from './protocolName'
import { texts } from './texts'

/** Meters, a row each; the number leads to what was done at it. */
export function MetersTable({ meters }: { meters: MeterView[] }) {
  const { t } = useI18n(texts)
  const number = (digits: Maybe<string>) => (isGiven(digits) ? <span className={styles.number}>{groupNumber(digits)}</span> : t('meters.value.none'))
  return (
    <Table<MeterView>
      className={styles.meters ?? ''}
      size="small"
      rowKey="comm_address"
      pagination={false}
      dataSource={meters}
      columns={[
        {
          key: 'comm_address',
          title: t('meters.column.comm_address'),
          render: (_, { comm_address }) => (
            <Link className={styles.number} to={paths.meter(comm_address)}>{groupNumber(comm_address)}</Link>
          ),
        },
        {
          key: 'keys',
          title: t('meters.column.keys'),
          render: (_, { keys, keys_told_at }) => (
            <>
              <KeyStateTag keys={keys} />
              <span className={styles.onPhone}>{isGiven(keys_told_at) ? <Moment at={keys_told_at} /> : t('meters.value.never_told')}</span>
            </>
          ),
        },
        {
          key: 'told',
          responsive: ['md'],
          title: t('meters.column.told'),
          render: (_, { keys_told_at }) => (isGiven(keys_told_at) ? <Moment at={keys_told_at} /> : t('meters.value.never')),
        },
        {
          key: 'meter_no',
          responsive: ['md'],
          title: t('meters.column.meter_no'),
          render: (_, { meter_no, comm_address }) => (meter_no === comm_address ? t('meters.value.same') : number(meter_no)),
        },
        { key: 'asset_no', className: styles.wide ?? '', title: t('meters.column.asset_no'), render: (_, { asset_no }) => (isGiven(asset_no) ? groupNumber(asset_no) : t('meters.value.none')) },
        { key: 'customer_no', responsive: ['md'], title: t('meters.column.customer_no'), render: (_, { customer_no }) => number(customer_no) },
        { key: 'area', responsive: ['xl'], title: t('meters.column.area'), render: (_, { area_code }) => area_code ?? t('meters.value.none') },
        { key: 'protocol', responsive: ['xl'], title: t('meters.column.protocol'), render: (_, { protocol }) => protocolName(protocol) ?? t('meters.value.unknown') },
        { key: 'phases', className: styles.wide ?? '', title: t('meters.column.phases'), render: (_, { phases }) => t(phases === 1 ? 'meters.value.one_phase' : 'meters.value.phases', { count: phases }) },
      ]}
    />
  )
}
