/** What a meter speaks, as its standard is called; nothing where nobody knows yet. */
export function protocolName(protocol: string): string | undefined {
  return NAMES[protocol] ?? (protocol === 'unknown' ? undefined : protocol)
}

const NAMES: Record<string, string> = { dlt645: 'DL/T 645-2007', dlt698: 'DL/T 698.45' }
