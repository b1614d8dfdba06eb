// Checks the texts that people see: every key is well formed, used and known, both languages name the same parameters,
// and no visible text stands in a page outside the keys. Missing translations do not compile in the first place.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const KEY = /^[a-z]+(\.[a-z0-9_]+){2}$/
const HAN = /\p{Script=Han}/u
const LETTERS = /\p{L}{2,}/u
// Attributes whose value is read by people or screen readers.
const VISIBLE_ATTRIBUTES = new Set(['alt', 'aria-label', 'label', 'placeholder', 'title'])

const web = fileURLToPath(new URL('..', import.meta.url))
const faults = []

const areas = ['packages', 'apps'].flatMap(children).concat('console', 'launcher')
for (const area of areas) checkArea(area)

if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}

/** An area is a package or a page: it has texts of its own, and only its own sources use them. */
function checkArea(area) {
  const sources = sourcesIn(join(web, area, 'src')).map(parse)
  const declared = new Map()
  for (const source of sources.filter(isTexts)) collectTexts(source, declared)
  const used = sources.flatMap((source) => usedKeys(source))
  for (const [key, place] of declared) {
    if (!used.some((use) => use.matches(key))) faults.push(`${place}: ${key} is used nowhere in ${area}`)
  }
  const prefixes = new Set([...declared.keys()].map((key) => key.split('.')[0]))
  for (const use of used) {
    const isOurs = use.key !== undefined && prefixes.has(use.key.split('.')[0])
    if (isOurs && !declared.has(use.key)) faults.push(`${use.place}: there is no text ${use.key}`)
  }
  for (const source of sources.filter((each) => !isTexts(each))) checkStrayTexts(source)
}

function collectTexts(source, declared) {
  walk(source, (node) => {
    if (!ts.isPropertyAssignment(node) || !ts.isStringLiteral(node.name)) return
    if (!ts.isObjectLiteralExpression(node.initializer)) return
    const key = node.name.text
    const place = placeOf(source, node)
    if (!KEY.test(key)) faults.push(`${place}: "${key}" is not feature.place.meaning`)
    if (declared.has(key)) faults.push(`${place}: ${key} is declared twice`)
    declared.set(key, place)
    const [zh, en] = ['zh', 'en'].map((language) => textIn(node.initializer, language))
    if (zh === undefined || en === undefined) faults.push(`${place}: ${key} must have zh and en written out`)
    else if (parameters(zh) !== parameters(en)) faults.push(`${place}: ${key} names other parameters in English`)
    else if (HAN.test(en)) faults.push(`${place}: ${key} is not translated`)
  })
}

function textIn(object, language) {
  const member = object.properties.find((each) => each.name?.text === language)
  return member && ts.isStringLiteralLike(member.initializer) ? member.initializer.text : undefined
}

function parameters(template) {
  const names = [...template.matchAll(/\{([^{}|]+)/g)].map((match) => match[1])
  return [...new Set(names)].sort().join(' ')
}

/** Keys as literals, and templates (`forms.fault.${code}`) that stand for every key they can make. */
function usedKeys(source) {
  const uses = []
  walk(source, (node) => {
    if (ts.isStringLiteral(node) && KEY.test(node.text) && !isTextName(source, node)) {
      uses.push({ key: node.text, place: placeOf(source, node), matches: (key) => key === node.text })
    }
    if (ts.isTemplateExpression(node) && /^[a-z]+\./.test(node.head.text)) {
      const pattern = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].map(escape).join('[a-z0-9_]+')
      uses.push({ place: placeOf(source, node), matches: (key) => new RegExp(`^${pattern}$`).test(key) })
    }
  })
  return uses
}

function isTextName(source, node) {
  return isTexts(source) && ts.isPropertyAssignment(node.parent) && node.parent.name === node
}

function checkStrayTexts(source) {
  walk(source, (node) => {
    if (ts.isStringLiteralLike(node) && HAN.test(node.text)) stray(node, node.text)
    if (ts.isTemplateExpression(node) && HAN.test(node.getText(source))) stray(node, node.getText(source))
    if (ts.isJsxText(node) && LETTERS.test(node.text)) stray(node, node.text.trim())
    if (ts.isJsxAttribute(node) && VISIBLE_ATTRIBUTES.has(node.name.getText(source)) && isWords(node.initializer)) {
      stray(node, node.initializer.text)
    }
  })

  function stray(node, text) {
    faults.push(`${placeOf(source, node)}: "${text}" is no key`)
  }
}

function isWords(initializer) {
  return initializer !== undefined && ts.isStringLiteral(initializer) && LETTERS.test(initializer.text)
}

function walk(node, visit) {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

function parse(path) {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, kind)
}

function isTexts(source) {
  return /(^|\/)texts\.ts$/.test(source.fileName) && source.text.includes('defineTexts(')
}

/** Sources that people meet: no tests, nothing generated. */
function sourcesIn(folder) {
  return entries(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === '__generated__' ? [] : sourcesIn(path)
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function children(folder) {
  return entries(join(web, folder)).map((entry) => join(folder, entry.name))
}

/** Nothing for a folder that is not there: not every area exists yet. */
function entries(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}

function placeOf(source, node) {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
  return `${relative(web, source.fileName)}:${line + 1}`
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
