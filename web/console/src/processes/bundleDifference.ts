import type { BundleFiles } from './bundleFiles'

export type FileChange = 'added' | 'removed' | 'changed'

export interface ChangedFile {
  name: string
  change: FileChange
}

/** What differs between the files of two bundles, by name. */
export function bundleDifference(from: BundleFiles, to: BundleFiles): ChangedFile[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()
  return names.flatMap((name) => {
    const change = changeOf(from[name], to[name])
    return change === undefined ? [] : [{ name, change }]
  })
}

function changeOf(before: string | undefined, after: string | undefined): FileChange | undefined {
  if (before === after) return undefined
  if (before === undefined) return 'added'
  return after === undefined ? 'removed' : 'changed'
}
