/** Every page of the console, and the ways in which it is looked at. */

import type { Page } from 'playwright-core'
import type { Role } from '../src/api/types'
import { ARCHIVE, ARCHIVE_FILE } from './fixtures/archiveFile'
import { METER, WORKS } from './fixtures/meters'
import { NEXT_HASH } from './fixtures/migration'
import { ORDER_FILE } from './fixtures/orderFile'
import { BUNDLE_HASH } from './fixtures/orders'

export interface Screen {
  name: string
  path: string
  role: Role
  /** What is there when the page is. */
  ready: (page: Page) => Promise<void>
  /** The same on a phone, where it looks different there. */
  readyOnPhone?: (page: Page) => Promise<void>
}

export const SCREENS: Screen[] = [
  { name: 'today', path: '/', role: 'station_head', ready: seesFirst('canvas') },
  { name: 'orders', path: '/orders', role: 'station_head', ready: seesFirst('tbody a') },
  { name: 'board', path: '/orders?view=board', role: 'station_head', ready: seesFirst('article') },
  { name: 'order', path: `/orders/${ORDER_FILE.order.order}`, role: 'station_head', ready: seesFirst('.token') },
  {
    name: 'archive', path: `/orders/${ARCHIVE_FILE.order.order}?perform=${ARCHIVE.stage}`, role: 'back_office_clerk',
    ready: async (page) => {
      await page.getByRole('form').waitFor()
      await page.locator('.token').first().waitFor()
    },
  },
  {
    name: 'case-file', path: `/orders/${ORDER_FILE.order.order}/case-file`, role: 'station_head',
    ready: async (page) => {
      await page.getByRole('figure').first().waitFor()
      await page.locator('button:enabled').filter({ hasText: 'PDF' }).waitFor()
    },
  },
  { name: 'dispatch', path: '/dispatch', role: 'station_head', ready: seesFirst('[role=region][aria-busy=false] .maplibregl-marker') },
  { name: 'items', path: '/items', role: 'station_head', ready: seesFirst('td') },
  { name: 'authorisations', path: '/authorisations', role: 'station_head', ready: seesFirst('article') },
  { name: 'meters', path: '/meters', role: 'security_officer', ready: seesFirst('tbody a') },
  { name: 'meter', path: `/meters/${METER}`, role: 'security_officer', ready: seesFirst('tbody a') },
  { name: 'meter-works', path: '/meter-works', role: 'security_officer', ready: seesFirst('tbody a') },
  { name: 'meter-work', path: `/meter-works/${WORKS[0]?.record.work}`, role: 'security_officer', ready: seesFirst('details') },
  { name: 'processes', path: '/processes', role: 'administrator', ready: seesFirst('tbody a') },
  { name: 'process', path: `/processes/${BUNDLE_HASH}`, role: 'administrator', ready: seesFirst('.djs-shape') },
  { name: 'difference', path: `/processes/${BUNDLE_HASH}/difference?with=${NEXT_HASH}`, role: 'administrator', ready: seesFirst('details[open] dl') },
  {
    name: 'migration', path: `/processes/${BUNDLE_HASH}/migration`, role: 'administrator',
    ready: (page) => page.getByRole('main').getByRole('combobox').nth(1).waitFor(),
  },
  { name: 'terminals', path: '/terminals', role: 'security_officer', ready: seesFirst('tbody strong') },
  { name: 'cards', path: '/cards', role: 'security_officer', ready: seesFirst('tbody a') },
  { name: 'people', path: '/people', role: 'station_head', ready: seesFirst('tbody strong') },
  { name: 'grids', path: '/people?tab=grids', role: 'station_head', ready: seesFirst('tbody a') },
  { name: 'certificates', path: '/people?tab=certificates', role: 'station_head', ready: seesFirst('tbody button') },
  { name: 'cut-overs', path: '/people/cut-overs', role: 'station_head', ready: seesFirst('tbody strong') },
  { name: 'absences', path: '/people/absences', role: 'station_head', ready: seesFirst('[role=gridcell]') },
  { name: 'roster', path: '/roster', role: 'station_head', ready: seesFirst('[role=gridcell]'), readyOnPhone: seesFirst('section h2') },
  { name: 'audit', path: '/audit/organisation', role: 'security_officer', ready: seesFirst('tbody dl') },
  { name: 'inquiries', path: '/inquiries', role: 'security_officer', ready: seesFirst('tbody a') },
  { name: 'outbox', path: '/outbox', role: 'administrator', ready: seesFirst('tbody td') },
  { name: 'nothing-here', path: '/no-such-page', role: 'station_head', ready: seesFirst('main a') },
]

export const LOOKS = [
  { name: 'zh', query: '' },
  { name: 'en', query: '?language=en' },
  { name: 'zh-night', query: '?theme=night' },
  { name: 'en-night', query: '?language=en&theme=night' },
]

function seesFirst(selector: string): (page: Page) => Promise<void> {
  return (page) => page.locator(selector).first().waitFor()
}
