import type { Role } from '../api/types'

/** What the console asks before it shows something; the words of `crates/access`. */
export type Action =
  | 'list_orders'
  | 'read_evidence'
  | 'unmask_personal_data'
  | 'perform_stage'
  | 'dispatch_order'
  | 'reassign_order'
  | 'send_back_order'
  | 'add_signer'
  | 'urge_order'
  | 'suspend_order'
  | 'resume_order'
  | 'terminate_order'
  | 'explain_overdue'
  | 'list_office_items'
  | 'resolve_office_item'
  | 'read_process'
  | 'deploy_process'
  | 'activate_process'
  | 'migrate_orders'
  | 'list_terminals'
  | 'enrol_terminal'
  | 'list_cards'
  | 'read_audit'
  | 'read_organisation'
  | 'keep_absences'
  | 'keep_duties'
  | 'keep_dispatch_rules'
  | 'keep_certificates'
  | 'cut_over_areas'
  | 'manage_organisation'
  | 'list_inquiries'
  | 'list_meters'
  | 'read_meter_work'
  | 'inspect_meter_work'
  | 'list_authorisations'
  | 'read_outbox'

/** Whether one of the roles has the right. The server decides; this only leaves out what it would refuse. */
export function may(roles: Role[], action: Action): boolean {
  if (roles.some((role) => TAKEN_AWAY[role]?.includes(action))) return false
  return roles.some((role) => GRANTED[action].includes(role))
}

const STATION_OFFICE: Role[] = ['back_office_clerk', 'dispatcher', 'station_head']
const FIELD: Role[] = ['area_manager', 'meter_installer', 'usage_inspector', 'acq_maintainer']
const EVERYBODY: Role[] = [
  ...FIELD, 'counter_clerk', ...STATION_OFFICE, 'app_admin', 'security_officer', 'monitor_operator', 'administrator',
]

/** `docs/access.md`; `rights.test.ts` holds this against it. */
const GRANTED: Record<Action, Role[]> = {
  list_orders: [...FIELD, 'counter_clerk', ...STATION_OFFICE, 'monitor_operator'],
  read_evidence: [...FIELD, ...STATION_OFFICE],
  unmask_personal_data: [...FIELD, 'counter_clerk', 'back_office_clerk', 'station_head'],
  perform_stage: [...FIELD, 'counter_clerk', ...STATION_OFFICE],
  dispatch_order: ['dispatcher', 'station_head'],
  reassign_order: ['dispatcher', 'station_head'],
  send_back_order: STATION_OFFICE,
  add_signer: ['dispatcher', 'station_head'],
  urge_order: ['counter_clerk', ...STATION_OFFICE, 'monitor_operator'],
  suspend_order: ['dispatcher', 'station_head'],
  resume_order: ['dispatcher', 'station_head'],
  terminate_order: ['station_head'],
  explain_overdue: STATION_OFFICE,
  list_office_items: STATION_OFFICE,
  resolve_office_item: STATION_OFFICE,
  read_process: EVERYBODY.filter((role) => role !== 'security_officer'),
  deploy_process: ['app_admin', 'administrator'],
  activate_process: ['administrator'],
  migrate_orders: ['administrator'],
  list_terminals: ['station_head', 'security_officer', 'monitor_operator'],
  enrol_terminal: ['security_officer'],
  list_cards: ['security_officer'],
  read_audit: ['security_officer'],
  read_organisation: EVERYBODY,
  keep_absences: ['dispatcher', 'station_head'],
  keep_duties: ['dispatcher', 'station_head'],
  keep_dispatch_rules: ['station_head', 'administrator'],
  keep_certificates: ['station_head', 'administrator'],
  cut_over_areas: ['station_head', 'administrator'],
  manage_organisation: ['administrator'],
  list_inquiries: ['security_officer'],
  list_meters: ['station_head', 'security_officer', 'administrator'],
  read_meter_work: ['station_head', 'security_officer'],
  inspect_meter_work: ['security_officer'],
  list_authorisations: ['dispatcher', 'station_head', 'security_officer'],
  read_outbox: ['monitor_operator', 'administrator'],
}

const TAKEN_AWAY: Partial<Record<Role, Action[]>> = {
  app_admin: [
    'list_orders', 'read_evidence', 'unmask_personal_data', 'perform_stage', 'list_office_items', 'resolve_office_item', 'read_outbox',
    'list_inquiries',
  ],
  monitor_operator: ['unmask_personal_data', 'read_evidence'],
  security_officer: ['dispatch_order', 'reassign_order'],
}

export const ACTIONS = Object.keys(GRANTED) as Action[]
