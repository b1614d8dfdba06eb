import { Icon, toneClass } from '@ronghe/ui'
import type { OrderFile, StoryEntry } from '../api/types'
import { Moment } from '../parts/Moment'
import { STORY_KINDS, storyKind } from './story'
import { StoryActor } from './StoryActor'
import { StoryDetails } from './StoryDetails'
import { StoryWhat } from './StoryWhat'
import styles from './story.module.css'

/** One thing that happened: what, who, when, where, on which terminal, and what is doubtful about it. */
export function StoryStep({ entry, times, file }: { entry: StoryEntry; times: number; file: OrderFile }) {
  const kind = storyKind(entry)
  const look = kind ? STORY_KINDS[kind] : { icon: 'forward' as const, meaning: 'plain' as const }
  return (
    <li className={styles.step}>
      <span className={`${styles.mark} ${toneClass(look.meaning)}`}>
        <Icon name={look.icon} size="1.1em" />
      </span>
      <div className={styles.body}>
        <p className={styles.what}><StoryWhat entry={entry} times={times} file={file} /></p>
        <p className={styles.facts}>
          <StoryActor actor={entry.actor} people={file.people} />
          <Moment at={entry.at} />
        </p>
        <StoryDetails entry={entry} file={file} />
      </div>
    </li>
  )
}
