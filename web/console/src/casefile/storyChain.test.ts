import { expect, it } from 'vitest'
import { linkedEntries } from './caseFileQuery'
import { checkChain } from './storyChain'

/** As a platform wrote it: an order that was handed over, suspended and resumed. */
const STORY = String.raw`[{"n":1,"at":1795983233563027,"received_at":1795983233700291,"kind":"order_accepted","actor":"neighbour:marketing","correlation":"bb543658-53c5-59b0-89a2-4cae332d7370","body":{"bundle_hash":"b9aea5c694bac1f7daa72c94fb1c16f4abac927d51cef0c2ec03eb5d6d9b81ee","process":"low_voltage_residential_new"},"hash":"d5b32e1007971c5bce6a998c66dc5d2d6d8d26a3909a84dd0b15bbe21d23ae56"},
{"n":2,"at":1795983233563027,"received_at":1795983233700291,"kind":"dispatched","actor":"neighbour:marketing","correlation":"bb543658-53c5-59b0-89a2-4cae332d7370","body":{"generation":1,"stage":"fe2c0241-b644-5d4d-a064-ed7269823fd8","to":"01a228f1-2b32-7f92-b9a1-950aacf5f2c2"},"hash":"97898d495159f5bb93f565dc2e717aa2d00dce8424703792e52fa13ff4d7ae88"},
{"n":3,"at":1795983251500584,"received_at":1795983251500584,"kind":"suspended","actor":"person:01a228f1-2b32-79b2-87be-8a0785495815","correlation":"01a228f1-982c-7146-abc6-adce7c013d69","body":{"paused":["acceptance","lv_residential_total"],"proof":"上门未遇 \"😀\" \u0007","reason":"customer_absent"},"hash":"8f208b9cdf1adf7d80b7ccc6ad2773fa608041d45e0dcb6c93150df1006a6f77"},
{"n":4,"at":1795983251507535,"received_at":1795983251507535,"kind":"resumed","actor":"person:01a228f1-2b32-79b2-87be-8a0785495815","correlation":"01a228f1-9833-761f-abbd-7cb8595ac16b","body":{},"hash":"8b2250e876f7e794de83a7b8e203eaaf3de195acaeb76a66a2e53e8a7de8ddd9"}]`

const check = async (story: string) => {
  const found = await checkChain(linkedEntries(`{"story":${story}}`))
  return { states: [...(found?.links.values() ?? [])], end: found?.end?.n }
}

it('computes what the platform computed', async () => {
  expect(await check(STORY)).toEqual({ states: ['follows', 'follows', 'follows', 'follows'], end: 4 })
})

it.each([
  ['a body', '"generation":1', '"generation":2', 1],
  ['a time', '"at":1795983251500584', '"at":1795983251500585', 2],
  ['an actor', '"actor":"neighbour:marketing"', '"actor":"neighbour:marketinG"', 0],
  ['a kind', '"kind":"resumed"', '"kind":"suspended"', 3],
])('finds that %s was changed', async (_, before, after, at) => {
  expect(STORY).toContain(before)
  const { states } = await check(STORY.replace(before, after))
  expect(states.map((state, place) => (state === 'broken' ? place : -1)).filter((place) => place >= 0)).toEqual([at])
})

it('finds an entry that is missing, and one that does not follow', async () => {
  const [first = '', , third = '', fourth = ''] = STORY.slice(1, -1).split(',\n')
  expect((await check(`[${first},${third},${fourth}]`)).states).toEqual(['follows', 'broken', 'follows'])
})

it('computes nothing of what was erased, and goes on behind it', async () => {
  const erased = STORY.replace(/"body":\{"generation[^}]*\}/, '"body":null')
  expect((await check(erased)).states).toEqual(['follows', 'erased', 'follows', 'follows'])
})

it('has no end where nothing happened', async () => {
  expect(await check('[]')).toEqual({ states: [], end: undefined })
})
