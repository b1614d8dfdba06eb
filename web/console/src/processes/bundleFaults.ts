/** What the platform finds wrong with a bundle: of its files, of its drawing, or of a stage. */
export interface BundleFault {
  file?: string
  line?: number
  column?: number
  element?: string
  /** A sentence of the platform, or a code with what it is about. */
  reason: string
}

/** Reads the faults out of a problem's details; their three shapes become one. */
export function bundleFaults(faults: unknown[]): BundleFault[] {
  return faults.map((each) => {
    const { file, line, column, element, reason } = each as Record<string, unknown>
    const inner = typeof reason === 'object' && reason !== null ? (reason as Record<string, unknown>) : undefined
    const innerLine = typeof inner?.['line'] === 'number' ? inner['line'] : undefined
    return {
      // Refusals of the drawing do not name it.
      ...text('file', file ?? (line === undefined ? undefined : 'process.bpmn')),
      ...number('line', line ?? innerLine),
      ...number('column', column),
      ...text('element', element),
      reason: inner ? sentence(inner) : String(reason ?? ''),
    }
  })
}

/** `unsupported: construct inclusiveGateway, advice …`: the code and what it is about, for the author of the file. */
function sentence({ code, ...about }: Record<string, unknown>): string {
  const told = Object.entries(about).filter(([name]) => name !== 'line')
  const parts = told.map(([name, value]) => `${name} ${String(value)}`)
  return [String(code), ...(parts.length > 0 ? [parts.join(', ')] : [])].join(': ')
}

function text<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' ? ({ [name]: value } as Record<Name, string>) : {}
}

function number<Name extends string>(name: Name, value: unknown): Partial<Record<Name, number>> {
  return typeof value === 'number' ? ({ [name]: value } as Record<Name, number>) : {}
}
