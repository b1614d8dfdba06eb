import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'sdk.problem.next_step': {
    zh: '请再试一次; 仍不行, 请报障并告知代码',
    en: 'Try again; if it fails again, call support and quote the code',
  },
  'sdk.unreachable.cause': { zh: '没有收到回应', en: 'No answer came' },
  'sdk.unreachable.next_step': {
    zh: '已录入的内容没有丢失, 请稍后再试',
    en: 'Nothing that you entered is lost; try again shortly',
  },
  'sdk.unexpected.cause': { zh: '页面出错', en: 'The page failed' },
})
