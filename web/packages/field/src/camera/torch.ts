/** The lamp beside the camera, where the terminal has one and the browser lets it be switched. */

/** What is used of a track; the language's own library does not know lamps. */
export interface TorchTrack {
  getCapabilities?: () => { torch?: boolean }
  applyConstraints: (constraints: { advanced: { torch: boolean }[] }) => Promise<void>
}

export function hasTorch(track: TorchTrack): boolean {
  return track.getCapabilities?.().torch === true
}

/** Whether it is now as wanted. */
export async function switchTorch(track: TorchTrack, isOn: boolean): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [{ torch: isOn }] })
    return true
  } catch {
    // Taken by another program, or too hot: the camera goes on without it.
    return false
  }
}
