import { useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useNavigate, useParams } from 'react-router'
import { chainQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { Tag } from '../parts/Tag'
import { paths } from '../paths'
import { ChainTable } from './ChainTable'
import { NewestRoot } from './NewestRoot'
import { texts } from './texts'
import styles from './audit.module.css'

/** One hash chain: its entries, and whether they follow unbroken. */
export function AuditPage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const { chain = 'organisation' } = useParams()
  const query = useInfiniteQuery(chainQuery(chain))
  const pages = query.data?.pages
  const verified = pages?.every((page) => page.verified)
  return (
    <>
      <PageHead
        title={t('audit.page.title')}
        note={
          verified !== undefined && (
            verified ? (
              <Tag meaning="done" icon="check">{t('audit.chain.verified')}</Tag>
            ) : (
              <Tag meaning="late" icon="alert">{t('audit.chain.broken')}</Tag>
            )
          )
        }
        actions={
          <Input.Search
            key={chain}
            className={styles.chain ?? ''}
            aria-label={t('audit.chain.open')}
            defaultValue={chain}
            enterButton={t('audit.chain.button')}
            onSearch={(name) => name.trim() !== '' && void navigate(paths.audit(name.trim()))}
          />
        }
      />
      <p className={styles.muted}>{t('audit.chain.hint')}</p>
      <NewestRoot />
      <Answered
        query={{ ...query, data: pages?.flatMap(({ items }) => items) }}
        empty={{ when: (entries) => entries.length === 0, title: t('audit.empty.title'), advice: t('audit.empty.advice') }}
      >
        {(entries) => <ChainTable entries={entries} />}
      </Answered>
      <LoadMore query={query} />
    </>
  )
}
