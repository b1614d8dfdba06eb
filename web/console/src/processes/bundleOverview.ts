import type { BundleFiles } from './bundleFiles'
import { changedParts, type ChangedPart } from './changedParts'
import { changedFlow, drawnFlows, drawnNodes } from './drawnParts'
import { changedForm, formParts } from './formParts'
import { changedLimit, policyParts } from './policyParts'
import { ruleParts } from './ruleParts'

export const OVERVIEW_PARTS = ['nodes', 'flows', 'forms', 'rules', 'policies'] as const

/** How two versions differ, in the words of the trade. */
export type BundleOverview = Record<(typeof OVERVIEW_PARTS)[number], ChangedPart[]>

export function bundleOverview(from: BundleFiles, to: BundleFiles): BundleOverview {
  return {
    nodes: changedParts(drawnNodes(from), drawnNodes(to)),
    flows: changedParts(drawnFlows(from), drawnFlows(to), changedFlow),
    forms: changedParts(formParts(from), formParts(to), changedForm),
    rules: changedParts(ruleParts(from), ruleParts(to)),
    policies: changedParts(policyParts(from), policyParts(to), changedLimit),
  }
}
