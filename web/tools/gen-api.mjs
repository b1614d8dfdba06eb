// Makes the types of the calls from docs/openapi/<name>.json; they are committed, and CI compares.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'

const documents = new URL('../../docs/openapi/', import.meta.url)
const target = new URL('../packages/sdk/src/__generated__/', import.meta.url)

mkdirSync(target, { recursive: true })
for (const file of readdirSync(documents).filter((name) => name.endsWith('.json'))) {
  const types = astToString(await openapiTS(new URL(file, documents)))
  writeFileSync(new URL(`${basename(file, '.json')}.ts`, target), `// Made by \`npm run gen:api\` from docs/openapi/${file}.\n\n${types}`)
}
