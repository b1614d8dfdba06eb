/** Microphone and camera for a recording, and why there is none. */

import type { Medium } from '@ronghe/forms'

/** `denied`: the worker or the system has said no. `missing`: there is none. `busy`: another app has it. */
export type StreamFault = 'denied' | 'missing' | 'busy'

export interface OpenStream {
  stream: MediaStream
  /** A video without a microphone is silent, which is said. */
  hasSound: boolean
}

export async function openStream(medium: Medium): Promise<OpenStream> {
  const video = medium === 'video' ? PICTURE : false
  try {
    return { stream: await ask({ audio: SOUND, video }), hasSound: true }
  } catch (fault) {
    // A film without sound proves more than none.
    if (medium === 'voice' || streamFault(fault) !== 'missing') throw fault
    return { stream: await ask({ audio: false, video }), hasSound: false }
  }
}

export function streamFault(fault: unknown): StreamFault {
  const name = fault instanceof DOMException ? fault.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing'
}

export function endStream(stream: MediaStream | undefined): void {
  stream?.getTracks().forEach((track) => track.stop())
}

function ask(wanted: MediaStreamConstraints): Promise<MediaStream> {
  // A page that was not loaded from this terminal has no devices at all.
  if (!('mediaDevices' in navigator)) return Promise.reject(new DOMException('no devices', 'NotFoundError'))
  return navigator.mediaDevices.getUserMedia(wanted)
}

const SOUND: MediaTrackConstraints = { channelCount: 1, echoCancellation: false, noiseSuppression: true }
const PICTURE: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1280, max: 1280 },
  height: { ideal: 720, max: 1280 },
  frameRate: { ideal: 20, max: 30 },
}
