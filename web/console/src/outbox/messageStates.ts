export const MESSAGE_STATES = ['pending', 'held', 'refused', 'delivered'] as const

/** The description calls it a text; these are the words. */
export type MessageState = (typeof MESSAGE_STATES)[number]

export function messageState(word: string | null): MessageState | undefined {
  return MESSAGE_STATES.find((state) => state === word)
}
