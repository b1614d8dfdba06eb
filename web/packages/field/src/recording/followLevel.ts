/** How loud it is, between 0 and 1, ten times a second; to be seen that the microphone hears. */
export function followLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  if (stream.getAudioTracks().length === 0) return () => undefined
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    onLevel(loudness(samples))
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}

/** Decibels as a bar: silence is 0, speech near the terminal about 0.7, shouting 1. */
export function loudness(samples: Float32Array): number {
  const sum = samples.reduce((whole, sample) => whole + sample * sample, 0)
  const root = Math.sqrt(sum / Math.max(1, samples.length))
  const decibels = 20 * Math.log10(Math.max(root, 1e-6))
  return Math.min(1, Math.max(0, (decibels - SILENCE_DB) / -SILENCE_DB))
}

const EVERY_MS = 100
const SILENCE_DB = -60
