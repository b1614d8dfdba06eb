/** The terminal's battery, where the browser tells; many do not, and then nothing is said. */

export interface Battery {
  /** Between 0 and 1. */
  level: number
  charging: boolean
}

/** As browsers have it, which the language's own library no longer describes. */
interface BatteryManager extends Battery, EventTarget {}

interface WithBattery {
  getBattery?: () => Promise<BatteryManager>
}

/** Tells the battery now and whenever it changes. Returns how to stop. */
export function watchBattery(onChange: (battery: Battery) => void, browser: WithBattery = navigator as WithBattery): () => void {
  let stop = () => {}
  let isStopped = false
  const start = async () => {
    const manager = await browser.getBattery?.()
    if (manager === undefined || isStopped) return
    const tell = () => onChange({ level: manager.level, charging: manager.charging })
    for (const event of EVENTS) manager.addEventListener(event, tell)
    stop = () => EVENTS.forEach((event) => manager.removeEventListener(event, tell))
    tell()
  }
  // Refused by the browser's policy: as if it had no battery.
  void start().catch(() => undefined)
  return () => {
    isStopped = true
    stop()
  }
}

/** The share that is left, when it is so little that the worker must be told; never rounded up to the limit. */
export function lowBattery(battery: Battery | undefined): number | undefined {
  if (battery === undefined || battery.charging || battery.level >= LOW_BELOW) return undefined
  return Math.floor(battery.level * 100) / 100
}

const LOW_BELOW = 0.2
const EVENTS = ['levelchange', 'chargingchange']
