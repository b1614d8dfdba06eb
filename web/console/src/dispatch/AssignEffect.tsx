import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { usePersonName } from '../people/usePersonName'
import { linesOf, type StageToGive } from './assignments'
import { isTooMuch, NO_LOAD, type PersonLoad } from './load'
import { texts } from './texts'
import styles from './dispatch.module.css'

interface AssignEffectProps {
  person: string
  load: PersonLoad | undefined
  stages: StageToGive[]
}

/** What the chosen person has now and will have then, and that it is more than the rules give him. */
export function AssignEffect({ person, load = NO_LOAD, stages }: AssignEffectProps) {
  const { t } = useI18n(texts)
  const nameOf = usePersonName()
  const more = moreFor(person, stages)
  const words = { name: nameOf(person), before: load.open, after: load.open + more }
  if (!isTooMuch(load, more)) {
    return <p className={styles.effect}>{t(load.most === undefined ? 'dispatch.effect.plain' : 'dispatch.effect.within', { ...words, most: load.most ?? 0 })}</p>
  }
  return (
    <p role="alert" className={`${styles.effect} ${toneClass('soon')}`}>
      <Icon name="alert" size="1em" /> {t('dispatch.effect.over', { ...words, most: load.most ?? 0 })}
    </p>
  )
}

/** How many he does not have yet; the rounds of a stage are one, as the platform counts them. */
export function moreFor(person: string, stages: StageToGive[]): number {
  return linesOf(stages.filter(({ stage }) => stage.assignee !== person)).length
}
