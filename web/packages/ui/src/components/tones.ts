import type { Meaning } from '../tokens/tokens'
import styles from './tones.module.css'

/** Colours an element by meaning: words and ground; `--tone-line` is for bars and edges inside it. */
export function toneClass(meaning: Meaning): string {
  return styles[meaning] ?? ''
}
