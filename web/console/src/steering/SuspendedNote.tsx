import { Icon, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { OrderFile } from '../api/types'
import { Fact } from '../orders/Fact'
import { StoryActor } from '../orders/StoryActor'
import { Moment } from '../parts/Moment'
import { useMay } from '../session/useSession'
import { ResumeDialog } from './ResumeDialog'
import { STEERINGS } from './steerings'
import { suspensionOf } from './suspension'
import { texts } from './texts'
import { useLimitNames } from './useLimitNames'
import { usePauseWords } from './usePauseWords'
import styles from './steering.module.css'

/** That an order stands still, since when, why, on what proof and with which clocks; and what lets it go on. */
export function SuspendedNote({ file }: { file: OrderFile }) {
  const { t } = useI18n(texts)
  const mayResume = useMay()(STEERINGS.resume.action)
  const wordsOf = usePauseWords()
  const namesOf = useLimitNames(file.order)
  const [isResuming, setResuming] = useState(false)
  const suspension = suspensionOf(file)
  return (
    <>
      {file.order.state === 'suspended' && (
        <section className={styles.note} aria-labelledby="suspended">
          <div className={styles.noteHead}>
            <h2 id="suspended" className={styles.noteTitle}><Icon name="pause" /> {t('steering.note.title')}</h2>
            {mayResume && (
              <Button type="primary" icon={<Icon name={STEERINGS.resume.icon} size="1em" />} onClick={() => setResuming(true)}>
                {t('steering.act.resume')}
              </Button>
            )}
          </div>
          {suspension && (
            <dl className={styles.noteFacts}>
              <Fact name={t('steering.note.since')}><Moment at={suspension.at} /></Fact>
              <Fact name={t('steering.note.by')}><StoryActor actor={suspension.actor} people={file.people} /></Fact>
              {suspension.reason !== undefined && <Fact name={t('steering.note.reason')}>{wordsOf(suspension.reason)}</Fact>}
              {suspension.proof !== undefined && <Fact name={t('steering.note.proof')}>{suspension.proof}</Fact>}
              <Fact name={t('steering.note.clocks')}>
                {suspension.paused.length === 0 ? t('steering.note.no_clocks') : namesOf(suspension.paused)}
              </Fact>
            </dl>
          )}
          {mayResume && <p className={styles.muted}>{t('steering.note.advice')}</p>}
        </section>
      )}
      {isResuming && <ResumeDialog file={file} onClose={() => setResuming(false)} />}
    </>
  )
}
