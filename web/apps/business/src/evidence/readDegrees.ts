/** Degrees as they are typed; nothing for what lies outside the globe. */
export function readDegrees(typed: string, limit: number): number | undefined {
  const text = typed.trim()
  if (!/^-?\d{1,3}(\.\d{1,8})?$/.test(text)) return undefined
  const degrees = Number(text)
  return Math.abs(degrees) <= limit ? degrees : undefined
}
