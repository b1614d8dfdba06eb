import { useI18n } from '@ronghe/ui'
import { Table } from 'antd'
import { texts } from '../texts'
import type { BundleFault } from './bundleFaults'
import { faultWords } from './faultWords'

/** Every fault at once, with file, line and element. */
export function FaultTable({ faults }: { faults: BundleFault[] }) {
  const { t, language } = useI18n(texts)
  return (
    <Table<BundleFault>
      size="small"
      rowKey={(fault) => JSON.stringify(fault)}
      pagination={false}
      dataSource={faults}
      title={() => t('processes.fault.title', { count: faults.length })}
      columns={[
        { key: 'file', title: t('processes.fault.file'), render: (_, { file }) => file && <code>{file}</code> },
        { key: 'line', title: t('processes.fault.line'), render: (_, { line, column }) => [line, column].filter((each) => each !== undefined).join(':') },
        { key: 'element', title: t('processes.fault.element'), render: (_, { element }) => element && <code>{element}</code> },
        { key: 'reason', title: t('processes.fault.reason'), render: (_, { reason }) => faultWords(reason, language) },
      ]}
    />
  )
}
