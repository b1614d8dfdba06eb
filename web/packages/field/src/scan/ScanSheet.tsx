import { CodeProgress, EntryPace, type CodeVerdict, type Entered } from '@ronghe/forms'
import { Button, Icon, useI18n } from '@ronghe/ui'
import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react'
import { useCamera } from '../camera/useCamera'
import { Sheet } from '../frame/Sheet'
import { texts } from '../texts'
import { ScanCamera } from './ScanCamera'
import styles from './ScanSheet.module.css'
import { WrongCode } from './WrongCode'

interface ScanSheetProps {
  /** What is looked for, in words; "scan" when it may be anything. */
  title?: string
  /** Above the picture: how far the work is, say. */
  note?: string
  /** The format of the number, if it has one. */
  format?: string | undefined
  /** What is wrong with a code; it is taken at once when nothing is. */
  judge: (code: string) => CodeVerdict
  onCode: (entered: Entered) => void
  onClose: () => void
  /** Whether a code that is wrong may be entered all the same; the form will then say so. */
  takesWrong?: boolean
}

/** A code by camera, by the scan key (which types it and presses Enter), or by hand; it says which. */
export function ScanSheet({ title, note, format, judge, onCode, onClose, takesWrong = false }: ScanSheetProps) {
  const { t } = useI18n(texts)
  const camera = useCamera()
  const [pace] = useState(() => new EntryPace())
  const [entered, setEntered] = useState<Entered>(NOTHING)
  const [wrong, setWrong] = useState<Wrong>()
  const [isTyping, setTyping] = useState(false)
  // A label that is still there after a wrong reading is read once more when that is asked for.
  const [round, setRound] = useState(0)
  const input = useRef<HTMLInputElement>(null)

  // The scan key types where the focus is; the keyboard comes up only for whoever asks for it.
  useEffect(() => {
    input.current?.blur()
    input.current?.focus()
  }, [isTyping])

  const take = ({ code: read, source }: Entered) => {
    const verdict = judge(read)
    if (verdict.faults.length > 0) return setWrong({ verdict, source })
    navigator.vibrate?.(FELT_MS)
    onCode({ code: verdict.code, source })
  }
  const taking = useRef(take)
  useEffect(() => {
    taking.current = take
  })
  const seen = useCallback((code: string) => taking.current({ code, source: 'scanned' }), [])

  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    const code = entered.code.trim()
    if (code === '') return setTyping(true)
    take({ ...entered, code })
    // The next one from the scan key begins anew.
    if (entered.source === 'scanned') setEntered(NOTHING)
  }

  return (
    <Sheet title={title ?? t('field.scan.title')} onClose={onClose} full>
      <div className={styles.scan}>
        {note !== undefined && <p className={styles.note}>{note}</p>}
        <ScanCamera camera={camera} round={round} isSmall={isTyping} onCode={seen} />
        {wrong && (
          <WrongCode verdict={wrong.verdict}>
            {takesWrong && (
              <Button onClick={() => onCode({ code: wrong.verdict.code, source: wrong.source })}>
                <Icon name="check" /> {t('field.scan.take_anyway')}
              </Button>
            )}
            <Button
              kind="primary"
              onClick={() => {
                setWrong(undefined)
                setEntered(NOTHING)
                setRound(round + 1)
                input.current?.focus()
              }}
            >
              <Icon name="redo" /> {t('field.scan.once_more')}
            </Button>
          </WrongCode>
        )}
        <form className={styles.form} onSubmit={submit}>
          <label className={styles.label}>
            {t('field.scan.code')}
            <input
              ref={input}
              className={styles.input}
              value={entered.code}
              onChange={({ target: { value }, nativeEvent }) => {
                const source = pace.hear(entered.code, value, nativeEvent)
                setWrong(undefined)
                setEntered({ code: value, source })
              }}
              onClick={() => setTyping(true)}
              placeholder={t('field.scan.hint')}
              inputMode={isTyping ? (format === undefined ? 'text' : 'numeric') : 'none'}
              autoComplete="off"
              enterKeyHint="done"
            />
          </label>
          <CodeProgress format={format} code={entered.code.replace(/\s/g, '')} />
          {!wrong && (
            <div className={styles.actions}>
              {camera.torch && (
                <Button onClick={camera.torch.toggle}>
                  <Icon name="torch" /> {t(camera.torch.isOn ? 'field.scan.torch_off' : 'field.scan.torch_on')}
                </Button>
              )}
              <Button kind={entered.code === '' ? 'plain' : 'primary'} onClick={submit}>
                <Icon name={entered.code === '' ? 'pen' : 'check'} />{' '}
                {t(entered.code === '' ? 'field.scan.by_hand' : 'field.scan.take')}
              </Button>
            </div>
          )}
        </form>
      </div>
    </Sheet>
  )
}

/** A code that was not taken. */
interface Wrong {
  verdict: CodeVerdict
  source: Entered['source']
}

const NOTHING: Entered = { code: '', source: 'typed' }
/** Felt through a glove. */
const FELT_MS = 80
