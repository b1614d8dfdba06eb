import { useI18n } from '@ronghe/ui'
import type { OrderFile } from '../api/types'
import { STORY_MAX, type CaseCheck } from './caseCheck'
import type { ChainCheck } from './storyChain'
import { texts } from './texts'
import { useRootWords } from './useRootWords'

interface CaseAuditProps {
  file: OrderFile
  chain: ChainCheck | undefined
  check: CaseCheck
}

/** What was checked of the audit, and what was not: whoever reads the paper should not think that it proves more. */
export function CaseAudit({ file, chain, check }: CaseAuditProps) {
  const { t, language } = useI18n(texts)
  const root = useRootWords(file)
  const { links } = check
  const numbers = (entries: number[]) => entries.join(language === 'zh' ? '、' : ', ')
  const done = [
    t(file.story_verifies ? 'casefile.audit.platform_says' : 'casefile.audit.platform_denies'),
    ...(links && links.broken.length === 0 ? [t('casefile.audit.follows', { count: links.follows.length })] : []),
    ...(links && links.broken.length > 0 ? [t('casefile.audit.broken', { numbers: numbers(links.broken) })] : []),
    ...(chain?.end ? [t('casefile.audit.end', { n: chain.end.n, hash: chain.end.hash })] : []),
    ...root.checked,
  ]
  const left = [
    ...(links === undefined ? [t('casefile.audit.no_hash')] : []),
    ...(links && links.erased.length > 0 ? [t('casefile.audit.erased', { numbers: numbers(links.erased) })] : []),
    ...(file.story.length >= STORY_MAX ? [t('casefile.audit.most', { count: STORY_MAX })] : []),
    t('casefile.audit.tail'),
    ...root.left,
    t('casefile.audit.workers'),
  ]
  const lists = [
    { title: t('casefile.audit.checked'), lines: done },
    { title: t('casefile.audit.not_checked'), lines: left },
  ]
  return (
    <section aria-labelledby="audit">
      <h3 id="audit">{t('casefile.audit.title')}</h3>
      {lists.map(({ title, lines }) => (
        <section key={title} aria-label={title}>
          <h4>{title}</h4>
          <ul>
            {lines.map((line) => <li key={line}>{line}</li>)}
          </ul>
        </section>
      ))}
    </section>
  )
}
