import styles from './parts.module.css'

/** Something that the reader may not look up: what it is in words, its id on hover. Never a bare piece of an id. */
export function Unnamed({ id, words }: { id: string; words: string }) {
  return <span className={styles.muted} title={id}>{words}</span>
}
