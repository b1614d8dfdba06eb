import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'works.page.title': { zh: '作业', en: 'Works' },
  'works.page.note': { zh: '终端在电能表上做过的事', en: 'What terminals did at meters' },

  'works.filter.label': { zh: '筛选作业', en: 'Filter the works' },
  'works.filter.kind': { zh: '按结果筛选', en: 'Filter by outcome' },
  'works.filter.station': { zh: '供电所', en: 'Station' },
  'works.filter.person': { zh: '执行人', en: 'Executor' },
  'works.filter.command': { zh: '命令', en: 'Command' },
  'works.filter.meter': { zh: '通信地址（可只输开头）', en: 'Address, or how it begins' },
  'works.filter.meter_rule': { zh: '请输入 4 至 12 位数字', en: '4 to 12 digits' },
  'works.filter.from': { zh: '从', en: 'From' },
  'works.filter.until': { zh: '到', en: 'To' },
  'works.filter.not_order': { zh: '不限于这张工单', en: 'Not this order alone' },
  'works.filter.clear': { zh: '看全部', en: 'Show all' },

  'works.kind.unverified': { zh: '未核实', en: 'Unverified' },
  'works.kind.odd': { zh: '异常', en: 'Odd' },
  'works.count.exact': { zh: '{count} 次', en: '{count}' },
  'works.count.at_least': { zh: '{count} 次以上', en: '{count} or more' },

  'works.oddity.unauthorised': { zh: '未经授权', en: 'Without leave' },
  'works.oddity.used_twice': { zh: '授权用了两次', en: 'Leave used twice' },
  'works.oddity.unknown': { zh: '结果未知', en: 'Unknown' },
  'works.oddity.told_otherwise': { zh: '与提交的不符', en: 'Submitted otherwise' },
  'works.oddity.rewritten': { zh: '另有一份不同的记录', en: 'Another record of it came' },
  'works.oddity.out_of_chain': { zh: '日志分叉', en: 'Journal forks' },

  'works.column.command': { zh: '命令', en: 'Command' },
  'works.column.outcome': { zh: '结果', en: 'Outcome' },
  'works.column.meter': { zh: '电能表', en: 'Meter' },
  'works.column.started': { zh: '开始时间', en: 'Began' },
  'works.column.person': { zh: '执行人', en: 'Executor' },
  'works.column.order': { zh: '工单', en: 'Order' },
  'works.column.terminal': { zh: '终端', en: 'Terminal' },
  'works.value.no_meter': { zh: '没有表应答', en: 'no meter answered' },
  'works.value.no_order': { zh: '不为工单', en: 'for none' },
  'works.value.order_gone': { zh: '查不到', en: 'not found' },

  'works.empty.title': { zh: '还没有作业', en: 'No works yet' },
  'works.empty.advice': { zh: '终端在电能表上做过并上传的作业会出现在这里', en: 'What terminals did at meters appears here once they have sent it' },
  'works.empty.narrowed': { zh: '没有符合条件的作业', en: 'No work fits' },
  'works.empty.narrowed_advice': { zh: '放宽条件，或看全部', en: 'Ask for less, or look at all' },

  'works.chains.none': { zh: '各终端的作业日志都接得上', en: 'The journals of all terminals hold together' },
  'works.chains.count': { zh: '{count} 台终端的作业日志接不上', en: 'Terminals whose journal does not hold together: {count}' },
  'works.chains.over': { zh: '{count} 台以上终端的作业日志接不上', en: 'Terminals whose journal does not hold together: over {count}' },
  'works.chains.advice': {
    zh: '缺口：上一条超过 8 小时没有收到，可能还在终端上，也可能被删去。分叉：两条记录接在同一条之后，其中一条是另外做的。请收回终端核查。',
    en: 'Gap: the record before has not come for 8 hours; it waits on the terminal, or somebody has taken it away. Fork: two records follow on the same one, and one of them was made beside it. Have the terminal brought in and checked.',
  },
  'works.chains.what': { zh: '问题', en: 'What' },
  'works.chains.since': { zh: '自何时', en: 'Since' },
  'works.chains.last': { zh: '最后一条记录', en: 'Last record' },
  'works.chains.gaps': { zh: '缺口 {count} 处', en: 'Gaps: {count}' },
  'works.chains.forks': { zh: '分叉 {count} 条', en: 'Forked records: {count}' },
})
