/** What a list answers (docs/api-design.md, "Envelopes"); `next` goes back in as `?after=`. */
export interface Page<Item> {
  items: Item[]
  next?: string | null
}

/** Every item of a list, page by page. Stops where the caller stops; a list that does not end is an error. */
export async function* everyItem<Item>(
  load: (after: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, void> {
  let after: string | undefined
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page = await load(after)
    yield* page.items
    if (page.next === undefined || page.next === null) return
    after = page.next
  }
  throw new Error(`a list has more than ${PAGES_MAX} pages`)
}

/** A page that wants more should ask the server a better question. */
const PAGES_MAX = 1000
