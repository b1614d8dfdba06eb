/** How large the values of a form may be; the same limits as `crates/forms/src/limits.rs`. */

/** Says whether the server would look at `values`. */
export function fits(values: unknown): boolean {
  let nodes = 0
  let bytes = 0
  const open: { value: unknown; depth: number }[] = [{ value: values, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    nodes += 1
    if (typeof value === 'string') bytes += utf8Length(value)
    if (value !== null && typeof value === 'object') {
      if (!Array.isArray(value)) bytes += Object.keys(value).reduce((sum, key) => sum + utf8Length(key), 0)
      for (const member of Object.values(value)) open.push({ value: member, depth: depth + 1 })
    }
    if (depth > DEPTH_MAX || bytes > BYTES_MAX || nodes + open.length > NODES_MAX) return false
  }
  return true
}

function utf8Length(text: string): number {
  return ENCODER.encode(text).length
}

const ENCODER = new TextEncoder()
const BYTES_MAX = 512 * 1024
/** A long signature has about 10,000. */
const NODES_MAX = 60_000
const DEPTH_MAX = 16
