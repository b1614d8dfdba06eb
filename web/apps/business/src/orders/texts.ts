import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'orders.page.title': { zh: '工单', en: 'Orders' },
  'orders.page.home': { zh: '主屏', en: 'Home' },
  'orders.page.customers': { zh: '查用户', en: 'Customers' },
  'orders.row.customer': { zh: '户名', en: 'Customer' },
  'orders.empty.title': { zh: '没有工单', en: 'No orders' },
  'orders.empty.advice': { zh: '派给您的工单会出现在这里', en: 'Orders given to you appear here' },
})
