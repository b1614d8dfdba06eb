import type { IconName } from '@ronghe/ui'
import { paths } from '../paths'
import type { Action } from '../session/rights'

export type AreaName =
  | 'today' | 'orders' | 'dispatch' | 'items' | 'authorisations' | 'meters' | 'meter_works' | 'processes' | 'terminals' | 'cards' | 'people' | 'roster' | 'audit' | 'inquiries' | 'outbox'

export interface Area {
  name: AreaName
  path: string
  icon: IconName
  /** Who may not do this does not see the area. */
  needs: Action
}

/** The areas of the console in the order of the navigation. */
export const AREAS: Area[] = [
  { name: 'today', path: paths.today(), icon: 'clock', needs: 'list_orders' },
  { name: 'orders', path: paths.orders(), icon: 'work', needs: 'list_orders' },
  { name: 'dispatch', path: paths.dispatch(), icon: 'swap', needs: 'dispatch_order' },
  { name: 'items', path: paths.items(), icon: 'alert', needs: 'list_office_items' },
  { name: 'authorisations', path: paths.authorisations(), icon: 'lock', needs: 'list_authorisations' },
  { name: 'meters', path: paths.meters(), icon: 'meter', needs: 'list_meters' },
  { name: 'meter_works', path: paths.meterWorks(), icon: 'beam', needs: 'read_meter_work' },
  { name: 'processes', path: paths.processes(), icon: 'forward', needs: 'read_process' },
  { name: 'terminals', path: paths.terminals(), icon: 'barcode', needs: 'list_terminals' },
  { name: 'cards', path: paths.cards(), icon: 'pen', needs: 'list_cards' },
  { name: 'people', path: paths.people(), icon: 'person', needs: 'read_organisation' },
  { name: 'roster', path: paths.roster(), icon: 'today', needs: 'read_organisation' },
  { name: 'audit', path: paths.audit(), icon: 'check', needs: 'read_audit' },
  { name: 'inquiries', path: paths.inquiries(), icon: 'eye', needs: 'list_inquiries' },
  { name: 'outbox', path: paths.outbox(), icon: 'upload', needs: 'read_outbox' },
]

/** Pages within an area that have a name of their own; found by it, and not in the navigation. */
export const FURTHER_PAGES: { name: 'absences' | 'cut_overs'; path: string; needs: Action }[] = [
  { name: 'absences', path: paths.absences(), needs: 'read_organisation' },
  { name: 'cut_overs', path: paths.cutOvers(), needs: 'read_organisation' },
]

/** The area that a path lies in; the longest that fits. */
export function areaOf(pathname: string): Area | undefined {
  const fits = ({ path }: Area) => pathname === path || (path !== '/' && pathname.startsWith(`/${path.split('/')[1]}`))
  return AREAS.find(fits)
}
