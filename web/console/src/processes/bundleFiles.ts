import { unzip } from 'fflate'

/** A process bundle as it is sent: path to text. */
export type BundleFiles = Record<string, string>

/** Why a folder or zip cannot be read as a bundle; what is wrong inside it, the platform says. */
export class UnreadableBundle extends Error {
  constructor(readonly reason: 'empty' | 'too_many' | 'too_large' | 'not_zip' | 'not_text') {
    super(reason)
    this.name = 'UnreadableBundle'
  }
}

/** The files of a chosen folder, or of one zip. */
export async function readBundle(chosen: File[]): Promise<BundleFiles> {
  const [first] = chosen
  if (first === undefined) throw new UnreadableBundle('empty')
  // Before anything is read: a bundle is small, and a home folder is not.
  if (chosen.length > CHOSEN_MAX) throw new UnreadableBundle('too_many')
  if (chosen.reduce((sum, { size }) => sum + size, 0) > BYTES_MAX) throw new UnreadableBundle('too_large')
  if (chosen.length === 1 && first.name.toLowerCase().endsWith('.zip')) return unpack(new Uint8Array(await first.arrayBuffer()))
  const read = chosen.map(async (file) => [file.webkitRelativePath || file.name, new Uint8Array(await file.arrayBuffer())] as const)
  return toTexts(await Promise.all(read))
}

/** The files of a zip. */
export function unpack(bytes: Uint8Array): Promise<BundleFiles> {
  return new Promise((resolve, reject) => {
    let size = 0
    let count = 0
    const isWanted = (file: { originalSize: number }) => {
      size += file.originalSize
      count += 1
      return size <= BYTES_MAX && count <= CHOSEN_MAX
    }
    unzip(bytes, { filter: isWanted }, (error, files) => {
      if (error) return reject(new UnreadableBundle('not_zip'))
      if (count > CHOSEN_MAX) return reject(new UnreadableBundle('too_many'))
      if (size > BYTES_MAX) return reject(new UnreadableBundle('too_large'))
      try {
        resolve(toTexts(Object.entries(files)))
      } catch (fault) {
        reject(fault as Error)
      }
    })
  })
}

/** Texts by their path inside the bundle: the folder around it, folders and hidden files are left out. */
export function toTexts(files: (readonly [string, Uint8Array])[]): BundleFiles {
  const kept = files.filter(([path]) => !path.endsWith('/') && !path.split('/').some(isHidden))
  if (kept.length === 0) throw new UnreadableBundle('empty')
  const around = folderAround(kept.map(([path]) => path))
  return Object.fromEntries(kept.map(([path, bytes]) => [path.slice(around.length), textOf(bytes)]))
}

/** The folder that `process.bpmn` lies in; without one, what all paths begin with. */
function folderAround(paths: string[]): string {
  const drawing = paths.find((path) => path.endsWith(`/${DRAWING}`))
  const folder = drawing?.slice(0, -DRAWING.length) ?? ''
  return paths.every((path) => path.startsWith(folder)) ? folder : ''
}

function textOf(bytes: Uint8Array): string {
  try {
    // Refuses what is no UTF-8, instead of sending something else than was chosen.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new UnreadableBundle('not_text')
  }
}

function isHidden(part: string): boolean {
  return part.startsWith('.') || part === '__MACOSX'
}

/** The one file that every bundle has. */
export const DRAWING = 'process.bpmn'
/** As in docs/forms.md; a few more files, so that the platform can name those that do not belong. */
const BYTES_MAX = 4 * 1024 * 1024
const CHOSEN_MAX = 128
