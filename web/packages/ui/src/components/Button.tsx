import type { ReactNode } from 'react'
import styles from './Button.module.css'

export type ButtonKind = 'primary' | 'plain' | 'quiet'

interface ButtonProps {
  children: ReactNode
  onClick: () => void
  kind?: ButtonKind
  wide?: boolean
  disabled?: boolean
  label?: string
  id?: string
}

/** A button for a glove: as high as `--rh-target` and grows with its text. */
export function Button({ children, onClick, kind = 'plain', wide = false, disabled = false, label, id }: ButtonProps) {
  return (
    <button
      type="button"
      id={id}
      className={`${styles.button} ${styles[kind] ?? ''} ${wide ? (styles.wide ?? '') : ''}`}
      onClick={onClick}
      disabled={disabled}
      aria-label={label}
    >
      {children}
    </button>
  )
}
