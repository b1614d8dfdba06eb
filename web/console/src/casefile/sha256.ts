/** SHA-256 as the browser computes it; only where the page came over a connection that it trusts. */

export function canHash(): boolean {
  return globalThis.crypto?.subtle !== undefined
}

/** 64 hexadecimal digits. */
export async function sha256(octets: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', octets))
  return [...digest].map((octet) => octet.toString(16).padStart(2, '0')).join('')
}

export function sha256OfText(text: string): Promise<string> {
  return sha256(new TextEncoder().encode(text))
}
