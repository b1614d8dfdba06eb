/** Why somebody may look at a customer without an order, as `InquiryReason` in `crates/sync`; `desk` at a desk. */
export const REASONS = [
  'customer_asks', 'outage', 'bill', 'dunning', 'progress', 'visit', 'inspection', 'hazard', 'other', 'desk',
] as const
