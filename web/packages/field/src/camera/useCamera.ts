import { useEffect, useRef, useState, type RefObject } from 'react'
import { hasTorch, switchTorch, type TorchTrack } from './torch'

export type CameraState = 'opening' | 'on' | 'failed'

export interface Camera {
  video: RefObject<HTMLVideoElement | null>
  state: CameraState
  /** Nothing where there is no lamp. */
  torch: { isOn: boolean; toggle: () => void } | undefined
}

/** The camera at the back, shown in `video` while the component lives. */
export function useCamera(isWanted = true): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>('opening')
  const [lamp, setLamp] = useState<TorchTrack>()
  const [isOn, setOn] = useState(false)

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
        const track = stream.getVideoTracks()[0] as TorchTrack | undefined
        if (track && hasTorch(track)) setLamp(track)
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

  const toggle = () => {
    if (lamp) void switchTorch(lamp, !isOn).then((isDone) => isDone && setOn(!isOn))
  }
  return { video, state, torch: lamp && { isOn, toggle } }
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
