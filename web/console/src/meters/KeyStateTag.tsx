import { isKeyState, KEY_STATE_LOOKS, keyStateName, useLanguage } from '@ronghe/ui'
import { Tag } from '../parts/Tag'

/** How the keys of a meter stand, in an icon, a word and a colour; a word that is not known here as it came. */
export function KeyStateTag({ keys }: { keys: string }) {
  const language = useLanguage()
  if (!isKeyState(keys)) return <Tag meaning="soon" icon="question">{keys}</Tag>
  const { meaning, icon } = KEY_STATE_LOOKS[keys]
  return <Tag meaning={meaning} icon={icon}>{keyStateName(keys, language)}</Tag>
}
