import { defineTexts } from '@ronghe/ui'

/** What went wrong, by the code of the refusal. */
export const texts = defineTexts({
  'problem.cause.busy': { zh: '终端正在执行另一项操作', en: 'The terminal is busy with another command' },
  'problem.next.busy': { zh: '等它结束，或先停止它', en: 'Wait until it ends, or stop it first' },
  'problem.cause.not_permitted': { zh: '平台不允许这项操作', en: 'The platform does not permit this' },
  'problem.next.not_permitted': { zh: '电表没有收到任何命令；处理后再申请', en: 'Nothing was sent to the meter; deal with it, then ask again' },
  'problem.cause.no_metering': { zh: '本终端不能进行计量作业', en: 'This terminal does no metering' },
  'problem.next.no_metering': { zh: '改用配齐计量部件的终端', en: 'Use a terminal that has all the parts' },
  'problem.cause.not_for_this_app': { zh: '该应用不能进行计量作业', en: 'This app does no metering' },
  'problem.next.not_for_this_app': { zh: '从计量应用办理', en: 'Do it in the metering app' },
  'problem.cause.authorisation_missing': { zh: '该操作需要授权', en: 'This command needs leave' },
  'problem.next.authorisation_missing': { zh: '先申请授权', en: 'Ask for leave first' },
  'problem.cause.authorisation_for_other': { zh: '授权与本次操作不符', en: 'The leave is for something else' },
  'problem.next.authorisation_for_other': { zh: '选择对应的授权，或重新申请', en: 'Choose the right one, or ask again' },
  'problem.cause.authorisation_over': { zh: '该授权已不能使用', en: 'The leave is over' },
  'problem.next.authorisation_over': { zh: '重新申请授权', en: 'Ask for a new one' },
  'problem.pin.tries': { zh: '口令错误，还可试 {count} 次', en: 'Wrong PIN, {count} {count|try|tries} left' },
  'problem.next.other': { zh: '处理后再试；不行请报障', en: 'Deal with it and try again; else ask the help desk' },
})

/** Looked up by the codes of the wire, not by keys that stand in the code. */
export const WORDS: Record<string, { zh: string; en: string }> = texts
