import type { Medium, Recording } from '@ronghe/forms'
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { RecordingBegun } from '../agent/wire'
import { followLevel } from './followLevel'
import { endStream, openStream, streamFault, type StreamFault } from './openStream'
import { PieceQueue, type Ended } from './PieceQueue'

/** What the agent does with a recording. */
export interface RecordingKeeper {
  begin: () => Promise<RecordingBegun>
  append: (attachment: string, firstByte: number, piece: Blob) => Promise<{ bytes: number }>
  finish: (attachment: string) => Promise<Recording>
  discard: (attachment: string) => Promise<void>
}

export type RecorderState =
  | { is: 'opening' }
  | { is: 'faulty'; fault: StreamFault }
  | { is: 'ready' }
  | { is: 'recording'; since: number; secondsMax: number }
  /** Stopped: what is not with the agent yet is on its way to it. */
  | { is: 'keeping' }
  /** Stopped, and the agent did not answer: it can be asked again. */
  | { is: 'unkept'; failure: unknown }
  | { is: 'kept'; recording: Recording; ended: Ended | undefined }

export interface Recorder {
  state: RecorderState
  /** Where a video is seen while it is recorded. */
  view: RefObject<HTMLVideoElement | null>
  level: number
  hasSound: boolean
  start: () => Promise<void>
  stop: () => void
  keepAgain: () => void
  /** Away with it, and ready for another. */
  again: () => Promise<void>
  /** Opens the devices anew. */
  reopen: () => void
}

/** Records while the component lives; every piece is with the agent a second after it was heard. */
export function useRecorder(medium: Medium, keeper: RecordingKeeper): Recorder {
  const view = useRef<HTMLVideoElement>(null)
  const stream = useRef<MediaStream>(undefined)
  const running = useRef<Running>(undefined)
  const [state, setState] = useState<RecorderState>({ is: 'opening' })
  const [level, setLevel] = useState(0)
  const [hasSound, setSound] = useState(true)
  const [round, setRound] = useState(0)

  useEffect(() => {
    let isCurrent = true
    let quiet: (() => void) | undefined
    const open = async () => {
      try {
        const opened = await openStream(medium)
        if (!isCurrent) return endStream(opened.stream)
        stream.current = opened.stream
        setSound(opened.hasSound)
        quiet = followLevel(opened.stream, setLevel)
        if (view.current) {
          view.current.srcObject = opened.stream
          await view.current.play().catch(() => undefined)
        }
        setState({ is: 'ready' })
      } catch (fault) {
        if (isCurrent) setState({ is: 'faulty', fault: streamFault(fault) })
      }
    }
    void open()
    return () => {
      isCurrent = false
      quiet?.()
      endStream(stream.current)
    }
  }, [medium, round])

  const keep = useCallback(async () => {
    const made = running.current
    if (!made) return
    setState({ is: 'keeping' })
    try {
      await made.queue.drain()
      const recording = await keeper.finish(made.attachment)
      setState({ is: 'kept', recording, ended: made.queue.ended })
    } catch (failure) {
      setState({ is: 'unkept', failure })
    }
  }, [keeper])

  const stop = useCallback(() => {
    const recorder = running.current?.recorder
    if (recorder && recorder.state !== 'inactive') recorder.stop()
  }, [])

  const start = async () => {
    const source = stream.current
    if (!source || state.is !== 'ready') return
    const begun = await keeper.begin()
    const recorder = new MediaRecorder(source, { mimeType: TYPES[medium], ...BITS })
    const append = (firstByte: number, piece: Blob) => keeper.append(begun.attachment_id, firstByte, piece)
    const queue = new PieceQueue(append, stop)
    running.current = { attachment: begun.attachment_id, recorder, queue }
    recorder.ondataavailable = ({ data }) => queue.add(data)
    recorder.onstop = () => void keep()
    // Another app may take the microphone away: what was heard is kept.
    for (const track of source.getTracks()) track.onended = stop
    recorder.start(PIECE_MS)
    setState({ is: 'recording', since: performance.now(), secondsMax: begun.seconds_max })
  }

  const again = async () => {
    const made = running.current
    if (made) await keeper.discard(made.attachment)
    running.current = undefined
    setState({ is: 'opening' })
    setRound((each) => each + 1)
  }

  // A page that is put away keeps what was said until then.
  useEffect(() => {
    const put = () => document.visibilityState === 'hidden' && stop()
    document.addEventListener('visibilitychange', put)
    return () => document.removeEventListener('visibilitychange', put)
  }, [stop])

  return {
    state,
    view,
    level,
    hasSound,
    start,
    stop,
    keepAgain: () => void keep(),
    again,
    reopen: () => {
      setState({ is: 'opening' })
      setRound((each) => each + 1)
    },
  }
}

interface Running {
  attachment: string
  recorder: MediaRecorder
  queue: PieceQueue
}

/** What Chromium 95 records, and every one since. */
const TYPES: Record<Medium, string> = { voice: 'audio/webm;codecs=opus', video: 'video/webm;codecs=vp8,opus' }
const BITS = { audioBitsPerSecond: 32_000, videoBitsPerSecond: 2_000_000 }
const PIECE_MS = 1_000
