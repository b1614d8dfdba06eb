import { Button, Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef, type ReactNode } from 'react'
import { PracticeBand } from '../practice/PracticeBand'
import { useStanding } from '../session/FieldProvider'
import { texts } from '../texts'
import styles from './Sheet.module.css'

interface SheetProps {
  title: string
  onClose: () => void
  children: ReactNode
  /** The whole screen, for the camera. */
  full?: boolean
}

/** Something that is done before the page goes on. Closing it is a button, and going back closes it too. */
export function Sheet({ title, onClose, children, full = false }: SheetProps) {
  const { t } = useI18n(texts)
  const isPractice = useStanding().state?.practice === true
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // Not on the first button, which closes: Enter after a PIN or a scan must not.
    dialog.current?.focus()
  }, [])

  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      className={`${styles.sheet} ${full ? styles.full : ''}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {isPractice && <PracticeBand />}
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <Button onClick={onClose}>
          <Icon name="close" /> {t('field.screen.close')}
        </Button>
      </div>
      <div className={styles.body}>{children}</div>
    </dialog>
  )
}
