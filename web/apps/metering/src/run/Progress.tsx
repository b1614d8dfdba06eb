import type { Run } from '@ronghe/field'
import { Button, Icon, toneClass, useI18n, type IconName } from '@ronghe/ui'
import { useNavigate } from 'react-router'
import { METERS } from '../paths'
import styles from './run.module.css'
import { stepsOf, type Step } from './steps'
import { texts } from './texts'
import { useSeconds } from './useSeconds'

/** Where it is, in words and figures that can be read from a ladder. */
export function Progress({ run, isInfrared }: { run: Run; isInfrared: boolean }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const seconds = useSeconds(run.began_at)
  const { doing, part, tries, frames_sent, frames_heard } = run
  return (
    <>
      <section className={`${styles.now} ${toneClass('running')}`}>
        <strong className={styles.doing} role="status">
          {t(`run.doing.${doing ?? 'starting'}`)}
        </strong>
        {part && <span className={styles.part}>{t('run.part.of', { ...part })}</span>}
        {part && <progress className={styles.bar} value={part.done} max={part.of} aria-label={t('run.part.of', { ...part })} />}
      </section>
      {tries > 1 && (
        <p className={`${styles.again} ${toneClass('soon')}`}>
          <Icon name="redo" /> <span>{t('run.tries.again', { tries })}</span>
        </p>
      )}
      <dl className={styles.figures}>
        <Figure word={t('run.seconds.word')} value={t('run.seconds.value', { seconds })} />
        <Figure word={t('run.sent.word')} value={frames_sent} />
        <Figure word={t('run.heard.word')} value={frames_heard} />
      </dl>
      <ol className={styles.steps} aria-label={t('run.steps.label')}>
        {stepsOf(run, isInfrared).map(({ doing: step, standing }) => (
          <li key={step} className={styles.step} data-standing={standing} aria-current={standing === 'now' ? 'step' : undefined}>
            <Icon name={ICONS[standing]} /> <span className={styles.stepName}>{t(`run.doing.${step}`)}</span>
            <span className={styles.standing}>{t(`run.step.${standing}`)}</span>
          </li>
        ))}
      </ol>
      {isInfrared && (
        <p className={styles.note}>
          <Icon name="beam" size="1em" /> {t('run.aim.hint')}
        </p>
      )}
      <Button kind="quiet" wide onClick={() => void navigate(METERS)}>
        {t('run.page.leaving')}
      </Button>
    </>
  )
}

function Figure({ word, value }: { word: string; value: string | number }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  )
}

const ICONS: Record<Step['standing'], IconName> = { done: 'check', now: 'work', next: 'waiting' }
