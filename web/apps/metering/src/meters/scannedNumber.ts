/** The number that stands in a code: a label may say more than its number, and that is its longest run of digits. */
export function numberOf(code: string): string {
  const runs = code.match(/\d{8,}/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest === '' ? code.trim() : longest
}
