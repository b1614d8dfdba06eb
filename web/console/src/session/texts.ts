import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'session.page.title': { zh: '融合 · 营销移动作业', en: 'Ronghe · Field work' },
  'session.page.purpose': { zh: '供电所与后台管理台', en: 'Console of the supply stations and the back office' },
  'session.form.login': { zh: '账号', en: 'Account' },
  'session.form.login_missing': { zh: '请输入账号', en: 'Enter your account name' },
  'session.form.password': { zh: '密码', en: 'Password' },
  'session.form.password_missing': { zh: '请输入密码', en: 'Enter your password' },
  'session.form.caps_lock': { zh: '大写锁定已打开', en: 'Caps Lock is on' },
  'session.form.submit': { zh: '登录', en: 'Sign in' },
  'session.locked.hint': {
    zh: '为防止他人猜测密码, 连续输错后账号锁定 15 分钟。',
    en: 'After several wrong passwords an account is locked for 15 minutes, so that nobody can guess it.',
  },
  'session.again.title': { zh: '登录已到期', en: 'Your session has ended' },
  'session.again.kept': {
    zh: '{name}, 请重新登录。已填写的内容都还在, 未完成的操作会自动继续。',
    en: '{name}, please sign in again. What you entered is still here, and what was under way goes on by itself.',
  },
  'session.again.other': { zh: '换人登录 (放弃当前页面内容)', en: 'Sign in as somebody else (leaves this page)' },
  'session.ask.again': { zh: '重试', en: 'Try again' },
})
