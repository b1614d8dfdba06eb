import styles from './submit.module.css'

interface RecipientOptionProps {
  title: string
  more: string
  isChosen: boolean
  onChoose: () => void
}

export function RecipientOption({ title, more, isChosen, onChoose }: RecipientOptionProps) {
  return (
    <label className={styles.option}>
      <input type="radio" name="recipient" className={styles.radio} checked={isChosen} onChange={onChoose} />
      <span className={styles.words}>
        <strong>{title}</strong>
        <span className={styles.more}>{more}</span>
      </span>
    </label>
  )
}
