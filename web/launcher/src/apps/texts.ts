import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'apps.page.title': { zh: '应用', en: 'Apps' },
  'apps.empty.title': { zh: '本机还没有应用', en: 'No apps on this terminal yet' },
  'apps.empty.advice': { zh: '应用由应用管理员下发, 联网后自动安装', en: 'The app administrator sends them; they install once there is a network' },
})
