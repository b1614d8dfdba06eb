/**
 * Reads `rules.cel`: blocks parted by empty lines, each with header lines (`# id:`, `# form:`, `# field:`, `# level:`,
 * `# zh:`, `# en:`) and one CEL expression. Lines that begin with `##` are remarks.
 * Bundles are checked when they are deployed; this reads what passed.
 */

import type { Rule, RuleLevel } from './form'

export class RulesFileError extends Error {
  constructor(line: number, reason: string) {
    super(`rules.cel, line ${line}: ${reason}`)
    this.name = 'RulesFileError'
  }
}

/** The rules of one form, in the order of the file. Throws for a block that is no rule. */
export function parseRules(text: string, form: string): Rule[] {
  return blocks(text)
    .map(parseBlock)
    .filter((rule) => rule.form === form)
}

interface Line {
  number: number
  text: string
}

/** Lines with their numbers, cut at empty lines; remarks are gone. */
function blocks(text: string): Line[][] {
  const found: Line[][] = [[]]
  text.split(/\r?\n/).forEach((line, index) => {
    const trimmed = line.trim()
    if (trimmed === '') found.push([])
    else if (!trimmed.startsWith('##')) found[found.length - 1]?.push({ number: index + 1, text: trimmed })
  })
  return found.filter((block) => block.length > 0)
}

function parseBlock(block: Line[]): Rule {
  const headers = new Map<string, string>()
  const expression: string[] = []
  for (const line of block) {
    const header = HEADER.exec(line.text)
    if (header?.[1] !== undefined && header[2] !== undefined) headers.set(header[1], header[2].trim())
    else if (line.text.startsWith('#')) throw new RulesFileError(line.number, `"${line.text}" is no header`)
    else expression.push(line.text)
  }
  if (expression.length === 0) throw new RulesFileError(firstLine(), 'the rule has no expression')
  return {
    id: required('id'),
    form: required('form'),
    field: required('field'),
    level: level(required('level')),
    message: { zh: required('zh'), en: required('en') },
    expression: expression.join('\n'),
  }

  function firstLine(): number {
    return block[0]?.number ?? 0
  }

  function required(name: string): string {
    const value = headers.get(name)
    if (value === undefined || value === '') throw new RulesFileError(firstLine(), `the rule has no "# ${name}:"`)
    return value
  }

  function level(word: string): RuleLevel {
    if (word === 'error' || word === 'override' || word === 'warning') return word
    throw new RulesFileError(firstLine(), `"${word}" is no level; use error, override or warning`)
  }
}

const HEADER = /^#\s*(id|form|field|level|zh|en):\s*(.*)$/
