import {
  Button, CopyableNumber, DeadlineBar, FILE_STATES, DeliveryBadge, EmptyState, ErrorState, Icon, ORDER_STATES,
  OrderStateBadge, ProgressRing, SkeletonList, STAGE_STATES, StageStateBadge, StaleNotice, Timeline, useLanguage,
  type FileState, type OrderState, type StageState,
} from '@ronghe/ui'
import { DEADLINES, NOW, STORY, WORDS } from './fixtures'
import styles from './ComponentsPage.module.css'

/** Every shared component in every state. */
export function ComponentsPage() {
  const words = WORDS[useLanguage()]
  return (
    <main className={styles.page}>
      <h1>{words.title}</h1>
      <div className={styles.row}>
        {(Object.keys(STAGE_STATES) as StageState[]).map((state) => (
          <StageStateBadge key={state} state={state} />
        ))}
      </div>
      <div className={styles.row}>
        {(Object.keys(ORDER_STATES) as OrderState[]).map((state) => (
          <OrderStateBadge key={state} state={state} />
        ))}
        {(Object.keys(FILE_STATES) as FileState[]).map((state) => (
          <DeliveryBadge key={state} state={state} />
        ))}
      </div>
      {DEADLINES.map((deadline) => (
        <DeadlineBar key={deadline.due.getTime()} deadline={deadline} now={NOW} />
      ))}
      <div className={styles.row}>
        <CopyableNumber number="1300301234567" />
        <CopyableNumber number="000012345678" />
      </div>
      <div className={styles.row}>
        <ProgressRing done={2} total={9} />
        <ProgressRing done={9} total={9} />
      </div>
      <StaleNotice asOf={new Date('2025-07-11T05:05:00Z')} now={NOW} action={<Button onClick={nothing}>{words.retry}</Button>} />
      <SkeletonList rows={2} />
      <EmptyState title={words.emptyTitle} advice={words.emptyAdvice} action={<Button onClick={nothing}>{words.retry}</Button>} />
      <ErrorState
        error={words.error}
        action={
          <Button kind="primary" onClick={nothing}>
            <Icon name="redo" /> {words.retry}
          </Button>
        }
      />
      <Timeline events={STORY[useLanguage()]} now={NOW} />
    </main>
  )
}

function nothing(): void {
  // The harness shows buttons; the pages give them their work.
}
