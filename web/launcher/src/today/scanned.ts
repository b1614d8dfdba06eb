import type { OrderLine } from '@ronghe/field'

/** An order that bears a scanned number; `meter` is set when the number is that of one of its meters. */
export interface Bearer {
  line: OrderLine
  number: string
  meter?: string
}

/** The orders that bear the number which stands in `code`: a label may say more than its number. */
export function bearersOf(lines: OrderLine[], code: string): Bearer[] {
  const read = compact(code)
  const stands = (number: string | undefined): boolean => number !== undefined && (read === number || isWithin(read, number))
  return lines.flatMap((line): Bearer[] => {
    const meter = metersOf(line).find(({ numbers }) => numbers.some(stands))
    if (meter) return [{ line, number: meter.asset_no, meter: meter.asset_no }]
    const customers = Object.values(line.facts.meters ?? {}).map(({ customer_no }) => customer_no)
    const number = [line.order_no, line.facts.customer?.customer_no, ...customers].find(stands)
    return number === undefined ? [] : [{ line, number }]
  })
}

/** The meters of an order, each with the numbers on its plate. */
function metersOf({ facts }: OrderLine): { asset_no: string; numbers: string[] }[] {
  return Object.entries(facts.meters ?? {}).map(([asset_no, { comm_address }]) => ({
    asset_no,
    numbers: [asset_no, comm_address].filter((number) => number !== undefined),
  }))
}

function isWithin(read: string, number: string): boolean {
  return number.length >= NUMBER_LEN_MIN && read.split(/[^0-9A-Za-z-]+/).includes(number)
}

function compact(code: string): string {
  return code.replace(/\s/g, '')
}

/** What is shorter stands in other numbers by chance. */
const NUMBER_LEN_MIN = 8
