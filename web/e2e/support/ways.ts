/** In how many ways every screen is looked at. */

interface Way {
  name: string
}

/** The usual ways; all of them, which takes long, when `RONGHE_LOOKS=all` (`make soak`). */
export function waysOf<Each extends Way>(all: Each[], usual: Each['name'][]): Each[] {
  return process.env['RONGHE_LOOKS'] === 'all' ? all : all.filter(({ name }) => usual.includes(name))
}
