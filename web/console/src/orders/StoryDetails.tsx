import { formatDueMoment, toneClass, useI18n } from '@ronghe/ui'
import type { OrderFile, StoryEntry } from '../api/types'
import { OutcomeWords } from '../outcome/OutcomeWords'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { usePersonName } from '../people/usePersonName'
import { usePauseWords } from '../steering/usePauseWords'
import { PositionWords } from './PositionWords'
import { storyFacts, storyKind } from './story'
import { StoryHeldBack } from './StoryHeldBack'
import { StoryPaused } from './StoryPaused'
import { StoryWrongFields } from './StoryWrongFields'
import { TerminalLink } from './TerminalLink'
import { texts } from './texts'
import { useStageNames } from './useStageNames'
import styles from './story.module.css'

/** To whom, where, on which terminal, why, and what is doubtful about it. */
export function StoryDetails({ entry, file }: { entry: StoryEntry; file: OrderFile }) {
  const { t, say, language } = useI18n(texts)
  const now = useNow()
  const nameOf = useStageNames(file.order.bundle_hash)
  const nameOfPerson = usePersonName()
  const pauseWords = usePauseWords()
  const kind = storyKind(entry)
  const facts = storyFacts(entry)
  const to = facts.to === undefined ? undefined : recipient(facts.to)
  // A person who gets a stage, or the element that the order goes back to.
  function recipient(id: string): string {
    const element = Object.values(file.order.stages).find((each) => each.element === id)
    if (element) return t('orders.story.back_to', { stage: say(nameOf(element)) })
    return t('orders.story.to', { name: file.people[id] ?? nameOfPerson(id) })
  }

  return (
    <div className={styles.body}>
      <p className={styles.facts}>
        {to !== undefined && <span>{to}</span>}
        {facts.passedOver && <StoryHeldBack passedOver={facts.passedOver} />}
        {facts.grid && <span>{facts.grid.metres === undefined ? facts.grid.name : t('orders.story.near', { name: facts.grid.name, metres: facts.grid.metres })}</span>}
        {facts.grids && <span>{t('orders.story.grids', facts.grids)}</span>}
        {facts.nobody && <span>{t('orders.story.nobody', facts.nobody)}</span>}
        {facts.dueAt !== undefined && <span>{t('orders.story.due', { at: formatDueMoment(toDate(facts.dueAt), now, language) })}</span>}
        {facts.terminal !== undefined && <TerminalLink terminal={facts.terminal} />}
        {facts.offline && <span>{t('orders.story.offline')}</span>}
        {facts.position && <PositionWords position={facts.position} />}
        {facts.sealed && <span>{t('orders.story.sealed')}</span>}
      </p>
      {facts.clockDoubtful && <p className={`${styles.note} ${toneClass('soon')}`}>{t('orders.story.clock_doubtful')}</p>}
      {facts.outcome && (
        <p className={`${styles.note} ${toneClass('late')}`}>
          <OutcomeWords outcome={facts.outcome} />
        </p>
      )}
      {facts.reason !== undefined && <p className={styles.reason}>{kind === 'suspended' ? pauseWords(facts.reason) : facts.reason}</p>}
      {facts.proof !== undefined && <p className={styles.more}>{t('orders.story.proof', { proof: facts.proof })}</p>}
      {facts.paused && <StoryPaused policies={facts.paused} order={file.order} />}
      {facts.fields && facts.fields.length > 0 && facts.to !== undefined && (
        <StoryWrongFields element={facts.to} fields={facts.fields} order={file.order} />
      )}
    </div>
  )
}
