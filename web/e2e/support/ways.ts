/** In how many ways every screen is looked at. */

/** Every way, and a picture of every screen. */
export const LOOKS_AT_ALL = process.env['RONGHE_LOOKS'] === 'all'

interface Way {
  name: string
}

/** The usual ways; all of them, which takes long, when `RONGHE_LOOKS=all` (`make soak`). */
export function waysOf<Each extends Way>(all: Each[], usual: Each['name'][]): Each[] {
  return LOOKS_AT_ALL ? all : all.filter(({ name }) => usual.includes(name))
}
