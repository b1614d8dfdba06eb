import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'meters.page.title': { zh: '计量', en: 'Metering' },
  'meters.page.home': { zh: '主屏', en: 'Home' },
  'meters.page.works': { zh: '作业记录', en: 'Works' },
  'meters.list.label': { zh: '电表', en: 'Meters' },
  'meters.search.label': { zh: '查找电表', en: 'Find a meter' },
  'meters.search.hint': { zh: '表号、工单号', en: 'Meter or order no.' },
  'meters.search.scan': { zh: '扫电表', en: 'Scan the meter' },
  'meters.line.search': { zh: '谁在线上？直接对表', en: 'Who is there? Ask the line' },
  'meters.running.title': { zh: '正在执行：{command}', en: 'Under way: {command}' },
  'meters.running.open': { zh: '查看进度', en: 'See how it goes' },

  'meters.empty.title': { zh: '还没有电表', en: 'No meters yet' },
  'meters.empty.advice': {
    zh: '有授权或近 30 天操作过的电表会出现在这里；现在可对准电表，点“直接对表”',
    en: 'Meters that you have leave for, or worked at in 30 days, appear here. To begin, aim at a meter and ask the line',
  },
  'meters.empty.none': { zh: '没有这个编号', en: 'No meter has this number' },
  'meters.empty.none_advice': { zh: '核对编号，或对准电表点“直接对表”', en: 'Check the number, or aim at the meter and ask the line' },
  'meters.barred.title': { zh: '本终端不能做计量', en: 'This terminal does no metering' },
  'meters.barred.unknown': { zh: '没有找到安全单元；请换计量终端', en: 'No security unit was found: use a metering terminal' },
  'meters.barred.reading': { zh: '以前的作业记录仍可查看', en: 'Earlier works can still be looked at' },

  'meters.row.address': { zh: '通信地址 {number}', en: 'Address {number}' },
  'meters.row.order': { zh: '工单 {number}', en: 'Order {number}' },
  'meters.row.unverified': { zh: '待核实：{command}', en: 'To verify: {command}' },
  'meters.row.last': { zh: '上次{command}：{outcome}，{when}', en: 'Last: {command}, {outcome}, {when}' },
  'meters.row.requested': { zh: '{command}：待审批', en: '{command}: waits for leave' },
  'meters.row.approved': { zh: '{command}：已批准', en: '{command}: approved' },
})
