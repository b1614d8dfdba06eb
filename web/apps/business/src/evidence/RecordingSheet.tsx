import { agentWords, agentFiles, roughPlace, Sheet, StorageNotice, storageLevel, useCommand, useRecorder, useStanding, type PlaceTaken, type RecorderState } from '@ronghe/field'
import { RecordingPlayer, type Recording } from '@ronghe/forms'
import { Button, ErrorState, formatFileSize, formatSeconds, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useMemo, useRef } from 'react'
import { useOutbox } from '../useHome'
import type { AskedRecording } from './asked'
import { LevelMeter } from './LevelMeter'
import photo from './PhotoSheet.module.css'
import { RecordingTime } from './RecordingTime'
import styles from './RecordingSheet.module.css'
import { StorageWarning } from './StorageWarning'
import { texts } from './texts'
import { useShutterKeys } from './useShutterKeys'

/** One voice note or video: what is wanted, one large button, then what was kept, to be heard before it is used. */
export function RecordingSheet({ asked }: { asked: AskedRecording }) {
  const { t, say, language } = useI18n(texts)
  const { medium, keeper } = asked
  const outbox = useOutbox()
  const isShort = storageLevel(useStanding().state) === 'short'
  const place = useRef<PlaceTaken>(undefined)
  const placed = useMemo(() => ({ ...keeper, begin: () => keeper.begin(place.current) }), [keeper])
  const { state, view, level, hasSound, start, stop, keepAgain, again, reopen } = useRecorder(medium, placed)
  useEffect(() => {
    void roughPlace().then((found) => {
      if (found) place.current = { lon: found.lon, lat: found.lat, accuracy_m: found.accuracy_m, source: found.source }
    })
  }, [])

  const starting = useCommand(start)
  const retaking = useCommand(again)
  useShutterKeys(() => {
    if (state.is === 'ready') starting.run()
    if (state.is === 'recording') stop()
  })
  const failure = starting.failure ?? retaking.failure
  const isLeaving = useRef(false)
  // Closing in the middle stops, and keeps what was recorded.
  const turnBack = () => {
    if (state.is === 'kept') return asked.done(state.recording)
    if (state.is !== 'recording' && state.is !== 'keeping') return asked.done(undefined)
    isLeaving.current = true
    stop()
  }
  useEffect(() => {
    if (!isLeaving.current) return
    if (state.is === 'kept') asked.done(state.recording)
    if (state.is === 'unkept') asked.done(undefined)
  }, [state, asked])

  return (
    <Sheet title={t(`recording.sheet.${medium}`)} onClose={turnBack} full>
      <div className={photo.photo}>
        <p className={photo.wanted}>{say(asked.wanted)}</p>
        {!isShort && <StorageWarning />}
        {failure && <ErrorState error={failure} />}
        {isShort && state.is !== 'kept' && state.is !== 'recording' ? (
          <div className={photo.fallback}>
            <StorageNotice onOutbox={outbox.run} />
          </div>
        ) : (
          <>
            {state.is === 'kept' && state.ended && (
              <p className={styles.note} role="alert">
                <Icon name="alert" /> {t(`recording.ended.${state.ended}`)}
              </p>
            )}
            <div className={styles.stage} data-medium={medium}>
              {medium === 'video' && state.is !== 'kept' && state.is !== 'faulty' && (
                <video ref={view} className={photo.view} muted playsInline aria-label={t('recording.run.view')} />
              )}
              {state.is === 'faulty' && <Fault state={state} medium={medium} onAgain={reopen} />}
              {state.is === 'kept' && <Kept recording={state.recording} />}
              {state.is === 'unkept' && <ErrorState error={agentWords(state.failure, language)} />}
              {(state.is === 'ready' || state.is === 'recording') && (
                <div className={styles.heard}>
                  <RecordingTime state={state} onTimeUp={stop} />
                  {hasSound ? <LevelMeter level={level} /> : <p>{t('recording.run.silent')}</p>}
                </div>
              )}
            </div>
            <Controls
              state={state}
              busy={starting.busy || retaking.busy}
              medium={medium}
              onStart={starting.run}
              onStop={stop}
              onKeepAgain={keepAgain}
              onRetake={retaking.run}
              onUse={asked.done}
            />
          </>
        )}
      </div>
    </Sheet>
  )
}

interface ControlsProps {
  state: RecorderState
  busy: boolean
  medium: 'voice' | 'video'
  onStart: () => void
  onStop: () => void
  onKeepAgain: () => void
  onRetake: () => void
  onUse: (recording: Recording) => void
}

/** What the thumb does: one large button while it is recorded, two afterwards. */
function Controls({ state, busy, medium, onStart, onStop, onKeepAgain, onRetake, onUse }: ControlsProps) {
  const { t } = useI18n(texts)
  switch (state.is) {
    case 'faulty':
      return null
    case 'kept':
    case 'unkept':
      return (
        <div className={photo.actions}>
          <Button onClick={onRetake} disabled={busy}>
            <Icon name="redo" /> {t('recording.run.retake')}
          </Button>
          {state.is === 'kept' ? (
            <Button kind="primary" wide onClick={() => onUse(state.recording)} disabled={busy}>
              <Icon name="check" /> {t('recording.run.use')}
            </Button>
          ) : (
            <Button kind="primary" wide onClick={onKeepAgain} disabled={busy}>
              <Icon name="upload" /> {t('recording.run.keep_again')}
            </Button>
          )}
        </div>
      )
    case 'recording':
      return (
        <div className={photo.shutterRow}>
          <button type="button" className={styles.stop} onClick={onStop}>
            <Icon name="stop" size="2.5rem" />
            {t('recording.run.stop')}
          </button>
        </div>
      )
    case 'opening':
    case 'ready':
    case 'keeping':
      return (
        <div className={photo.shutterRow}>
          <button type="button" className={photo.shutter} onClick={onStart} disabled={state.is !== 'ready' || busy}>
            <Icon name={medium === 'voice' ? 'microphone' : 'record'} size="2.5rem" />
            {t(WORDS[state.is])}
          </button>
        </div>
      )
  }
}

const WORDS = { opening: 'recording.run.opening', ready: 'recording.run.start', keeping: 'recording.run.keeping' } as const

interface FaultProps {
  state: Extract<RecorderState, { is: 'faulty' }>
  medium: 'voice' | 'video'
  onAgain: () => void
}

function Fault({ state: { fault }, medium, onAgain }: FaultProps) {
  const { t } = useI18n(texts)
  return (
    <div className={photo.fallback} role="alert">
      <p className={styles.fault}>
        <Icon name="alert" size="2rem" /> {t(`recording.fault.${fault}_${medium}`)}
      </p>
      <p>{t(`recording.advice.${fault}`)}</p>
      <Button kind="primary" wide onClick={onAgain}>
        <Icon name="redo" /> {t('recording.run.reopen')}
      </Button>
    </div>
  )
}

function Kept({ recording }: { recording: Recording }) {
  const { t } = useI18n(texts)
  const { attachment_id, duration_ms, size, sha256, mime, clock, position } = recording
  return (
    <div className={styles.kept}>
      <RecordingPlayer
        url={agentFiles.picture(attachment_id)}
        medium={mime === 'audio/webm' ? 'voice' : 'video'}
        durationMs={duration_ms}
      />
      <div className={photo.facts} role="status">
        <span>
          <Icon name="check" size="1em" />{' '}
          {t('recording.run.saved', { duration: formatSeconds(duration_ms), size: formatFileSize(size) })}
        </span>
        <span>{t(position ? 'recording.run.with_position' : 'recording.run.no_position')}</span>
        {clock === 'unsure' && <span>{t('recording.run.clock_unsure')}</span>}
        <span className={photo.hash}>{t('photo.preview.hash', { hash: sha256.slice(0, 12) })}</span>
      </div>
    </div>
  )
}
