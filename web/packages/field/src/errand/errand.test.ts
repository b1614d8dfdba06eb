import { expect, it } from 'vitest'
import { takeEntry, withPlace } from '../session/entry'
import { errandBase, errandOf, errandPlace, type Errand } from './errand'

const TRIP: Errand = { order: '0197f2a0-0000-7000-8000-1', stage: '0197f2a0-0000-5000-8000-2', field: 'trip', commands: ['trip'], meter: '000012345678' }
const STATE: Errand = { order: TRIP.order, stage: TRIP.stage, field: 'state_after', commands: ['acquire', 'snapshot', 'permit_close'] }

it('is read as it was written, wherever in the app one is', () => {
  for (const errand of [TRIP, STATE]) {
    expect(errandOf(errandPlace(errand))).toEqual(errand)
    expect(errandOf(errandBase(errand))).toEqual(errand)
    expect(errandOf(`${errandBase(errand)}/works/0197`)).toEqual(errand)
  }
})

it('begins at the meter that the form knows, else where one is picked', () => {
  expect(errandPlace(TRIP).endsWith('/trip/trip/000012345678/meters/000012345678')).toBe(true)
  expect(errandPlace(STATE).endsWith('/state_after/acquire-snapshot-permit_close/any/')).toBe(true)
})

it('is a place that an app may be opened at', () => {
  const { hash } = new URL(withPlace('http://127.0.0.1:7003/#code=once', errandPlace(STATE)))
  const history = { replaceState: () => undefined } as unknown as History
  expect(takeEntry({ hash, pathname: '/', search: '' } as Location, history).at).toBe(errandPlace(STATE))
})

it('is none where nothing, or nothing known, is wanted', () => {
  for (const place of ['', '/', '/meters/000012345678', '/for/o/s/trip/explode/any/', '/for/o/s/trip/trip/12/', '/for/o/s/trip/trip']) {
    expect(errandOf(place)).toBeUndefined()
  }
})
