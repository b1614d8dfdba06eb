import { translate, type Language } from '../i18n/texts'
import { texts } from '../texts'

/** How far a meter's clock is ahead: "快 12 秒", "慢 5 分 3 秒", "准". */
export function clockWords(ahead_s: number, language: Language): string {
  if (ahead_s === 0) return translate(texts['ui.clock.right'], language)
  const [minutes, seconds] = [Math.floor(Math.abs(ahead_s) / 60), Math.abs(ahead_s) % 60]
  const span =
    minutes === 0
      ? translate(texts['ui.clock.seconds'], language, { seconds })
      : translate(texts['ui.clock.minutes'], language, { minutes, seconds })
  return translate(texts[ahead_s > 0 ? 'ui.clock.ahead' : 'ui.clock.behind'], language, { span })
}
