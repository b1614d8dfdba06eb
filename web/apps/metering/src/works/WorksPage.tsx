import { LiveList, Screen, StatusBar, useAgent, useCommand, useLive, useNow, type WorkLine } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { Button, EmptyState, ErrorState, formatDay, Icon, useI18n } from '@ronghe/ui'
import { useCallback, useState } from 'react'
import { useNavigate } from 'react-router'
import { METERS } from '../paths'
import { meteringWords } from '../words/meteringWords'
import { texts } from './texts'
import { WorkList } from './WorkList'
import styles from './works.module.css'

/** What was done at meters: today's works first, each with whether the company has it. */
export function WorksPage() {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const agent = useAgent()
  const live = useLive(useCallback(() => agent.works(PAGE), [agent]), TOPICS)
  const [older, setOlder] = useState<WorkLine[]>([])
  const [isAll, setAll] = useState(false)
  const loading = useCommand(async () => {
    const last = older.at(-1) ?? live.data?.at(-1)
    const more = await agent.works(PAGE, last?.started_at)
    setOlder([...older, ...more])
    setAll(more.length < PAGE)
  }, meteringWords)
  return (
    <Screen title={t('works.page.title')} onBack={() => void navigate(METERS)} backWord={t('works.page.list')} bar={<StatusBar />}>
      <LiveList live={live} empty={<EmptyState title={t('works.empty.title')} advice={t('works.empty.advice')} />}>
        {(newest) => (
          <>
            <Days works={[...newest, ...older.filter(({ work }) => newest.every((each) => each.work !== work))]} />
            {loading.failure && <ErrorState error={loading.failure} />}
            {newest.length === PAGE && !isAll && (
              <Button wide onClick={loading.run} disabled={loading.busy}>
                <Icon name="forward" /> {t('works.list.older')}
              </Button>
            )}
          </>
        )}
      </LiveList>
    </Screen>
  )
}

/** Today's, and what was before. */
function Days({ works }: { works: WorkLine[] }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const today = formatDay(now, now, language)
  const isToday = ({ ended_at }: WorkLine) => formatDay(fromInstant(ended_at), now, language) === today
  const parts = [
    { title: t('works.list.today'), works: works.filter(isToday) },
    { title: t('works.list.earlier'), works: works.filter((work) => !isToday(work)) },
  ].filter((part) => part.works.length > 0)
  return parts.map((part) => (
    <section key={part.title} className={styles.day}>
      <h2 className={styles.dayTitle}>{part.title}</h2>
      <WorkList works={part.works} />
    </section>
  ))
}

const PAGE = 50
const TOPICS = ['metering'] as const
