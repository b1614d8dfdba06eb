/** Whether a moment is planned, due or agreed, as its field's name says: "now" is then no answer. */
export function liesAhead(field: string): boolean {
  return AHEAD.test(field)
}

/** `due_at`, `stop_planned_at`, `appointment_at`, `outage_from`, `outage_to`, `stop_from_at`. */
const AHEAD = /(^|_)((due|planned|appointment)_at|outage_(from|to)|stop_from_at)$/
