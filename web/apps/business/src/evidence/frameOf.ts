/** The picture that the camera shows now, as large as it delivers it. */
export function frameOf(video: HTMLVideoElement): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  return new Promise((resolve) => canvas.toBlob((picture) => resolve(picture ?? undefined), 'image/jpeg', QUALITY))
}

/** Digits of a meter stay sharp; twice the bytes for the rest of the scale show nothing more. */
const QUALITY = 0.9
