/**
 * JSON as its digest is taken: object keys in the order of their octets, no spaces, numbers as they were written. A number
 * is kept as text on the way, because 5.0 and 5 are one number here and two texts, and long ones would lose digits.
 */
export type JsonText =
  | { kind: 'object'; members: Map<string, JsonText> }
  | { kind: 'array'; items: JsonText[] }
  | { kind: 'plain'; text: string }

/** Reads a JSON text. Throws as `JSON.parse` does for what is none. */
export function readJson(text: string): JsonText {
  // What follows takes the text for what this has found it to be.
  JSON.parse(text)
  const tokens = text.matchAll(TOKEN)
  const next = () => tokens.next().value?.[0] ?? ''
  return read(next())

  function read(token: string): JsonText {
    if (token === '{') return readObject()
    if (token === '[') return readArray()
    return { kind: 'plain', text: token.startsWith('"') ? written(JSON.parse(token) as string) : token }
  }

  function readObject(): JsonText {
    const members = new Map<string, JsonText>()
    for (let token = next(); token !== '}'; token = next()) {
      if (token === ',') continue
      next()
      members.set(JSON.parse(token) as string, read(next()))
    }
    return { kind: 'object', members }
  }

  function readArray(): JsonText {
    const items: JsonText[] = []
    for (let token = next(); token !== ']'; token = next()) {
      if (token !== ',') items.push(read(token))
    }
    return { kind: 'array', items }
  }
}

export function canonical(value: JsonText): string {
  switch (value.kind) {
    case 'plain':
      return value.text
    case 'array':
      return `[${value.items.map(canonical).join(',')}]`
    case 'object': {
      const members = [...value.members].sort(([one], [other]) => byOctets(one, other))
      return `{${members.map(([name, member]) => `${written(name)}:${canonical(member)}`).join(',')}}`
    }
  }
}

/** A member of an object; nothing where there is none, or `null` stands there. */
export function member(value: JsonText | undefined, name: string): JsonText | undefined {
  const found = value?.kind === 'object' ? value.members.get(name) : undefined
  return found?.kind === 'plain' && found.text === 'null' ? undefined : found
}

/** As the platform escapes a text: no more than it must. */
function written(text: string): string {
  return JSON.stringify(text)
}

/** UTF-8 sorts by code points, and the strings of this language do not. */
function byOctets(one: string, other: string): number {
  const [left, right] = [[...one], [...other]]
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g
