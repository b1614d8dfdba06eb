import type { Facts } from '@ronghe/field'
import type { FormUi, FormValues } from '@ronghe/forms'

/**
 * The address of the meter that a form is about, as far as it is known: as it stands in the form, else the one that the
 * order knows by the number that was scanned. The order's only meter is meant where the form asks for no number: a number
 * that is still missing may be that of another one.
 */
export function meterOf(ui: FormUi, values: FormValues, facts: Facts): string | undefined {
  const address = addressIn(values['comm_address'])
  if (address !== undefined) return address
  const codes = Object.keys(ui.fields).filter((name) => ui.fields[name]?.widget === 'barcode')
  const known = codes.flatMap((name) => addressOf(values[name], facts) ?? [])
  if (known.length > 0) return known[0]
  const meters = Object.values(facts.meters ?? {})
  return codes.length === 0 && meters.length === 1 ? addressIn(meters[0]?.comm_address) : undefined
}

/** Of the meter with this asset number: among the order's meters, or wherever else the order names one. */
function addressOf(asset: unknown, facts: Facts): string | undefined {
  if (typeof asset !== 'string') return undefined
  const named = Object.values(facts).find((fact) => memberOf(fact, 'asset_no') === asset)
  return addressIn(facts.meters?.[asset]?.comm_address) ?? addressIn(memberOf(named, 'comm_address'))
}

function memberOf(fact: unknown, name: string): unknown {
  return typeof fact === 'object' && fact !== null ? (fact as Record<string, unknown>)[name] : undefined
}

function addressIn(value: unknown): string | undefined {
  return typeof value === 'string' && ADDRESS.test(value) ? value : undefined
}

const ADDRESS = /^\d{12}$/
