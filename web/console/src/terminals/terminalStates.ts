export const TERMINAL_STATES = ['active', 'locked', 'lost'] as const

/** The description calls it a text; these are the words. */
export type TerminalState = (typeof TERMINAL_STATES)[number]

export function terminalState(word: string): TerminalState | undefined {
  return TERMINAL_STATES.find((state) => state === word)
}
