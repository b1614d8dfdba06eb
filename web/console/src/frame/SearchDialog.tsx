import { useI18n } from '@ronghe/ui'
import { Input, Modal, type InputRef } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { texts } from './texts'
import { useSearch } from './useSearch'
import styles from './frame.module.css'

/** Finds pages by name, and orders by what people know of them. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const field = useRef<InputRef>(null)
  const { hits, isSearching } = useSearch(typed)
  const at = Math.min(active, hits.length - 1)

  const go = (path: string) => {
    onClose()
    void navigate(path)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step !== undefined && hits.length > 0) {
      event.preventDefault()
      setActive((at + step + hits.length) % hits.length)
    }
    const hit = hits[at]
    if (event.key === 'Enter' && hit) go(hit.path)
  }
  const onType = (text: string) => {
    setTyped(text)
    setActive(0)
  }

  return (
    // Without a cross, which would take the focus that belongs to the field: Escape and a click beside it close it.
    <Modal open title={t('frame.search.title')} footer={null} closable={false} onCancel={onClose} width={560} afterOpenChange={(isOpen) => isOpen && field.current?.focus()}>
      <Input
        ref={field}
        autoFocus
        size="large"
        role="combobox"
        aria-expanded
        aria-controls="search-hits"
        aria-activedescendant={hits.length > 0 ? `search-hit-${at}` : undefined}
        aria-label={t('frame.search.title')}
        placeholder={t('frame.search.placeholder')}
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKey}
      />
      <ul id="search-hits" role="listbox" aria-label={t('frame.search.hits')} className={styles.hits}>
        {hits.map((hit, index) => (
          <li
            key={hit.path}
            id={`search-hit-${index}`}
            role="option"
            aria-selected={index === at}
            className={styles.hit}
            onClick={() => go(hit.path)}
          >
            <strong>{hit.title}</strong>
            <span className={styles.muted}>{hit.detail}</span>
          </li>
        ))}
      </ul>
      <p role="status" className={styles.muted}>
        {isSearching && t('frame.search.searching')}
        {!isSearching && hits.length === 0 && t('frame.search.nothing')}
      </p>
    </Modal>
  )
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
