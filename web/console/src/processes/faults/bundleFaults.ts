/** What the platform finds wrong with a bundle: of its files, of its drawing, or of a stage. */
export interface BundleFault {
  file?: string
  line?: number
  column?: number
  element?: string
  reason: FaultReason
}

/** A sentence of the platform, or a code with what it is about. */
export type FaultReason = string | { code: string; about: Record<string, string> }

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
      reason: inner ? coded(inner) : String(reason ?? ''),
    }
  })
}

function coded({ code, ...about }: Record<string, unknown>): FaultReason {
  const told = Object.entries(about).filter(([name]) => name !== 'line')
  return { code: String(code), about: Object.fromEntries(told.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])) }
}

function text<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' ? ({ [name]: value } as Record<Name, string>) : {}
}

function number<Name extends string>(name: Name, value: unknown): Partial<Record<Name, number>> {
  return typeof value === 'number' ? ({ [name]: value } as Record<Name, number>) : {}
}
