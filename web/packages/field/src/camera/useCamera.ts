import { useEffect, useRef, useState, type RefObject } from 'react'

export type CameraState = 'opening' | 'on' | 'failed'

/** The camera at the back, shown in `video` while the component lives. */
export function useCamera(isWanted = true): { video: RefObject<HTMLVideoElement | null>; state: CameraState } {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>('opening')

  useEffect(() => {
    if (!isWanted) return
    let stream: MediaStream | undefined
    let isCurrent = true
    const open = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: WANTED, audio: false })
        const element = video.current
        if (!isCurrent || !element) return end(stream)
        element.srcObject = stream
        await element.play()
        setState('on')
      } catch {
        if (isCurrent) setState('failed')
      }
    }
    void open()
    return () => {
      isCurrent = false
      end(stream)
    }
  }, [isWanted])

  return { video, state }
}

function end(stream: MediaStream | undefined): void {
  stream?.getTracks().forEach((track) => track.stop())
}

/** Evidence has at least two megapixels. */
const WANTED: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1920 },
  height: { ideal: 1440 },
}
