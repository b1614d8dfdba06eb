import { useNow } from '@ronghe/field'
import { formatFileSize, formatPast, formatPercent, useI18n } from '@ronghe/ui'
import type { Check } from './checks'
import { texts } from './texts'

/** How a check stands, in words. */
export function useCheckWords(check: Check): string {
  const { t, language } = useI18n(texts)
  const now = useNow()
  switch (check.about) {
    case 'operations':
      return check.count === 0 ? t('dayend.words.all_sent') : t('dayend.words.operations', { count: check.count })
    case 'files': {
      if (check.count === 0) return t('dayend.words.all_sent')
      const share = check.total > 0 ? 1 - check.left / check.total : 0
      // Not "100 %" before the last byte is there.
      return t('dayend.words.files', { count: check.count, percent: formatPercent(Math.min(share, 0.99)) })
    }
    case 'refused':
    case 'sealed':
    case 'drafts':
      return check.standing === 'done' ? t('dayend.words.none') : t(`dayend.words.${check.about}`, { count: check.count })
    case 'begun':
      if (check.count === 0) return t('dayend.words.none')
      return check.due > 0
        ? t('dayend.words.begun_due', { count: check.count, due: check.due })
        : t('dayend.words.begun', { count: check.count })
    case 'storage': {
      if (check.free === undefined) return t('dayend.words.unknown')
      const free = formatFileSize(check.free)
      if (check.standing === 'late') return t('dayend.words.short', { free })
      return check.standing === 'soon' ? t('dayend.words.low', { free }) : t('dayend.words.free', { free })
    }
    case 'clock':
      if (check.offset_s === undefined) return t('dayend.words.not_compared')
      if (check.offset_s === 0) return t('dayend.words.right')
      return t(check.offset_s > 0 ? 'dayend.words.behind' : 'dayend.words.ahead', { seconds: Math.abs(check.offset_s) })
    case 'sync': {
      if (check.at === undefined) return t('dayend.words.never')
      const { relative, exact } = formatPast(check.at, now, language)
      return t('dayend.words.synced', { relative, exact })
    }
  }
}
