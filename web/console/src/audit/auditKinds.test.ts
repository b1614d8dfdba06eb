import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { texts } from './texts'

const PLATFORM = fileURLToPath(new URL('../../../../crates/platform/src', import.meta.url))

/** What the platform's operations write into chains other than the orders', as their code names it. */
function writtenKinds(): string[] {
  const files = readdirSync(PLATFORM, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith('.rs'))
  return files.flatMap(({ parentPath, name }) => {
    const code = readFileSync(join(parentPath, name), 'utf8')
    if (!/\.record\(\s*tx/.test(code)) return []
    const plain = [...code.matchAll(/\.record\(\s*tx[^;]*?"([a-z_]+)"/g)]
    const chosen = [...code.matchAll(/=> "([a-z]+(?:_[a-z]+)+)"/g)]
    return [...plain, ...chosen].map(([, kind = '']) => kind)
  })
}

it('has words for everything that the platform writes', () => {
  const kinds = [...new Set(writtenKinds())]
  expect(kinds).toContain('handed_over')
  expect(kinds).toContain('absence_added')
  expect(kinds.filter((kind) => !(`audit.kind.${kind}` in texts))).toEqual([])
})
