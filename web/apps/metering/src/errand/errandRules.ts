/** What having come for a form means at a meter. */

import type { Authorisation, Errand, Meter } from '@ronghe/field'

export interface ForStage {
  order?: string
  stage?: string
}

/** For which stage something is done at a meter: the form's, else the one that the terminal knows the meter by. */
export function stageFor({ order, stage }: Pick<Meter, 'order' | 'stage'>, errand: Errand | undefined): ForStage {
  if (errand) return { order: errand.order, stage: errand.stage }
  return { ...(order ? { order } : {}), ...(stage ? { stage } : {}) }
}

/** What was left unknown for another order is verified for that one: this form has not asked for it. */
export function stageToVerify(meter: Pick<Meter, 'order' | 'stage'>, errand: Errand | undefined): ForStage {
  return stageFor(meter, meter.order && errand && meter.order !== errand.order ? undefined : errand)
}

/** The leaves that count: those of the form's order, else all. */
export function leavesFor({ authorisations }: Pick<Meter, 'authorisations'>, errand: Errand | undefined): Authorisation[] {
  return errand === undefined ? authorisations : authorisations.filter(({ order }) => order === errand.order)
}

/** The meter that a number means, where the terminal lists none: an address, or a number that the form's order knows. */
export function strangerOf(sought: string, meters: Record<string, string>): string | undefined {
  const number = sought.replace(/\s/g, '')
  return /^\d{12}$/.test(number) ? number : meters[number]
}
