import { expect, it } from 'vitest'
import { lowBattery, watchBattery, type Battery } from './battery'

it.each([
  ['enough', { level: 0.2, charging: false }, undefined],
  ['just too little', { level: 0.199, charging: false }, 0.19],
  ['nearly empty', { level: 0.03, charging: false }, 0.03],
  ['being charged', { level: 0.03, charging: true }, undefined],
  ['not told', undefined, undefined],
])('%s', (_, battery, left) => {
  expect(lowBattery(battery)).toBe(left)
})

class FakeBattery extends EventTarget implements Battery {
  level = 0.5
  charging = false

  falls(level: number): void {
    this.level = level
    this.dispatchEvent(new Event('levelchange'))
  }
}

it('tells the battery now and when it changes, until it is stopped', async () => {
  const battery = new FakeBattery()
  const told: Battery[] = []
  const stop = watchBattery((now) => told.push(now), { getBattery: () => Promise.resolve(battery) })
  await Promise.resolve()
  await Promise.resolve()
  battery.falls(0.15)
  stop()
  battery.falls(0.1)
  expect(told).toEqual([{ level: 0.5, charging: false }, { level: 0.15, charging: false }])
})

it('says nothing where the browser does not tell, or does not want to', async () => {
  const told: Battery[] = []
  watchBattery((now) => told.push(now), {})
  watchBattery((now) => told.push(now), { getBattery: () => Promise.reject(new Error('NotAllowedError')) })
  await new Promise((resolve) => setTimeout(resolve))
  expect(told).toEqual([])
})
