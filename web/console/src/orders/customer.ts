/** Of the customer what is told at the head of an order. */
export interface Customer {
  customer_name?: string
  customer_no?: string
  mobile?: string
  service_address?: string
}

export function customerOf(facts: unknown): Customer {
  return (facts as { customer?: Customer } | null)?.customer ?? {}
}
