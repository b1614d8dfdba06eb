/** Every reason of a suspension that the shipped processes' limits name (`pause_reasons` of `policies.json`). */
const CODES = [
  'customer_postponed', 'customer_absent', 'papers_short', 'no_box_position', 'first_remote_read_failed',
  'arrears_open', 'customer_not_reached', 'customer_reply', 'customer_payment', 'customer_works',
  'customer_design', 'customer_contract', 'customer_rectification', 'access_design_110kv', 'defects_open',
  'grid_project', 'own_generation', 'relation_correction', 'out_of_stock', 'weather',
  'no_access', 'approved_late', 'waiting_for_check_read', 'waiting_for_verification',
] as const

export type PauseCode = (typeof CODES)[number]

export function isPauseCode(reason: string): reason is PauseCode {
  return (CODES as readonly string[]).includes(reason)
}
