import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'rounds.page.none_title': { zh: '没有要办的项', en: 'Nothing to do here' },
  'rounds.page.none_advice': { zh: '都办完了, 或已转给他人; 请返回工单查看', en: 'All done, or given to somebody else: go back to the order' },
  'rounds.page.search': { zh: '查找', en: 'Find' },
  'rounds.page.search_hint': { zh: '表号、户号、门牌', en: 'Meter, customer, door' },
  'rounds.page.clear': { zh: '清空', en: 'Clear' },
  'rounds.page.scan': { zh: '扫码', en: 'Scan' },
  'rounds.page.next': { zh: '下一项', en: 'Next' },
  'rounds.page.no_match': { zh: '没有相符的项', en: 'Nothing matches' },
  'rounds.page.other_words': { zh: '请换个号码, 或清空查找', en: 'Try another number, or clear the search' },
  'rounds.page.no_free': {
    zh: '没有空余的项: 清单上的表比下达的多, 请联系派工员',
    en: 'No round is free: the list has more meters than were issued. Ask the dispatcher',
  },

  'rounds.count.label': { zh: '进度', en: 'Progress' },
  'rounds.count.done': { zh: '已办 {done}/{total}', en: '{done} of {total} done' },
  'rounds.count.left': { zh: '还有 {count} 项', en: '{count} left' },

  'rounds.part.refused': { zh: '被拒收', en: 'Refused' },
  'rounds.part.begun': { zh: '在填', en: 'Begun' },
  'rounds.part.to_do': { zh: '未办', en: 'To do' },
  'rounds.part.with_others': { zh: '他人办理', en: 'With others' },
  'rounds.part.done': { zh: '已办', en: 'Done' },

  'rounds.item.unnamed': { zh: '第 {at} 项', en: 'Item {at}' },
  'rounds.item.previous': { zh: '上期 {reading} kWh', en: 'previously {reading} kWh' },
  'rounds.item.customer': { zh: '户号 {number}', en: 'Customer {number}' },
  'rounds.item.new_customer': { zh: '新装', en: 'New customer' },
  'rounds.item.capacity': { zh: '容量变更', en: 'Capacity changed' },
  'rounds.item.meter': { zh: '换过表', en: 'Meter changed' },

  'rounds.saved.words': { zh: '已存本机: {number}', en: 'Saved on this device: {number}' },
  'rounds.saved.unnamed': { zh: '上一项已存本机', en: 'The last one is saved on this device' },

  'rounds.scan.title': { zh: '扫下一块', en: 'Scan the next one' },
  'rounds.scan.done': { zh: '这块已经办过', en: 'This one is done already' },
  'rounds.scan.another': { zh: '还没有办的一块', en: 'one that is still to be done' },
})
