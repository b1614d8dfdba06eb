/** JSON pointers (RFC 6901), also as URI fragments. */

/** The members that `text` (`/a/0` or `#/a/0`) leads through. */
export function parsePointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'))
}

export function pointer(path: string[]): string {
  return path.map((part) => `/${part.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')
}

/** What stands at `path` in `root`; a `$ref` on the way leads on in `root` or in `referred`, by the fragment. */
export function resolve(root: unknown, referred: unknown, path: string[]): unknown {
  let value = root
  for (const part of path) {
    const next = member(value, part)
    if (part !== '$ref' || typeof next !== 'string') value = next
    else value = resolve(next.startsWith('#') && has(root, next) ? root : referred, referred, parsePointer(next))
  }
  return value
}

function has(root: unknown, reference: string): boolean {
  return parsePointer(reference).reduce(member, root) !== undefined
}

function member(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | undefined)?.[name]
}
