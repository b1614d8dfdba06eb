import { PALETTES } from '@ronghe/ui'
import { expect, it } from 'vitest'
import { isGrid, mapStyle } from './mapStyle'

const layer = (id: string) => mapStyle({ type: 'FeatureCollection', features: [] }, PALETTES.outdoor, null).layers.find((each) => each.id === id)

it('draws a station otherwise than an order', () => {
  const { primary, meanings } = PALETTES.outdoor
  const ofOrders: unknown[] = [primary, meanings.late.line, meanings.soon.line]
  for (const id of ['stations', 'station-centres']) {
    expect(ofOrders).not.toContain((layer(id)?.paint as Record<string, unknown>)['circle-color'])
  }
})

it('draws around the chosen grid, and around none before one is', () => {
  expect(isGrid('g1')).toEqual(['all', ['==', ['get', 'kind'], 'grid'], ['==', ['get', 'place'], 'g1']])
  expect(layer('grid-chosen')).toMatchObject({ filter: isGrid(undefined) })
})
