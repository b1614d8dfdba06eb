import { formatExact, useI18n } from '@ronghe/ui'
import { cssString } from './cssString'
import { texts } from './texts'

/** What stands in the margins of every printed page: the order, when it was read, and the page's number. */
export function PageMargins({ header, readAt }: { header: string; readAt: Date }) {
  const { t } = useI18n(texts)
  const read = t('casefile.page.read_at', { at: formatExact(readAt) })
  const look = 'color: #000; font: 9pt sans-serif'
  return (
    <style>
      {`@page {
        size: A4;
        margin: 20mm 15mm 18mm;
        @top-left { content: ${cssString(header)}; ${look} }
        @bottom-left { content: ${cssString(read)}; ${look} }
        @bottom-right { content: counter(page) " / " counter(pages); ${look} }
      }`}
    </style>
  )
}
