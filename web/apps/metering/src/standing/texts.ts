import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'standing.label.relay': { zh: '继电器', en: 'Relay' },
  'standing.label.guard': { zh: '保电', en: 'Supply guard' },
  'standing.label.clock': { zh: '时钟偏差', en: 'Clock' },
  'standing.label.keys': { zh: '密钥', en: 'Keys' },
  'standing.label.balance': { zh: '剩余金额', en: 'Balance' },
  'standing.label.purchases': { zh: '购电次数', en: 'Purchases' },
  'standing.label.voltage': { zh: '电压', en: 'Voltage' },

  'standing.relay.closed': { zh: '合闸（有电）', en: 'Closed: supply on' },
  'standing.relay.open': { zh: '断开（无电）', en: 'Open: supply off' },
  'standing.guard.on': { zh: '保电中', en: 'On' },
  'standing.guard.off': { zh: '未保电', en: 'Off' },
  'standing.keys.public': { zh: '公钥（出厂）', en: 'Factory keys' },
  'standing.keys.private': { zh: '私钥（正式）', en: 'Company keys' },
  'standing.keys.half_updated': { zh: '只更新了一半', en: 'Half updated' },
  'standing.purchases.count': { zh: '{count} 次', en: '{count}' },
})
