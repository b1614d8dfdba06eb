import type { CDPSession, Page } from 'playwright-core'

/** A slow phone on a weak link. Returns the session, with which a story can break the link. */
export async function throttle(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await setCpu(session, 'slow')
  await session.send('Network.enable')
  await setLink(session, 'weak')
  return session
}

export async function setCpu(session: CDPSession, speed: 'slow' | 'full'): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: speed === 'slow' ? CPU_SLOWER : 1 })
}

export async function setLink(session: CDPSession, link: 'weak' | 'broken'): Promise<void> {
  await session.send('Network.emulateNetworkConditions', {
    offline: link === 'broken',
    latency: LATENCY_MS,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  })
}

const CPU_SLOWER = 6
const LATENCY_MS = 200
/** 1 Mbit/s. */
const BYTES_PER_SECOND = 125_000
