import type { IconName } from '../components/Icon'
import { translate, type Language } from '../i18n/texts'
import type { Meaning } from '../tokens/tokens'
import { texts } from './texts'

/** How the keys of a meter stand (密钥状态), the one that somebody has to see to first. */
export const KEY_STATES = ['half_updated', 'unknown', 'public', 'private'] as const
export type KeyState = (typeof KEY_STATES)[number]

/** A meter with half of its keys obeys neither the factory nor the company. */
export const KEY_STATE_LOOKS: Record<KeyState, { icon: IconName; meaning: Meaning }> = {
  half_updated: { icon: 'alert', meaning: 'late' },
  unknown: { icon: 'question', meaning: 'soon' },
  public: { icon: 'key', meaning: 'plain' },
  private: { icon: 'lock', meaning: 'done' },
}

export function isKeyState(word: unknown): word is KeyState {
  return KEY_STATES.some((state) => state === word)
}

export function keyStateName(state: KeyState, language: Language): string {
  return translate(texts[`keys.name.${state}`], language)
}
