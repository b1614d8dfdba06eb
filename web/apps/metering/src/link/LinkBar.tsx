import type { MeterLink } from '@ronghe/field'
import { Button, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import styles from './link.module.css'
import { LinkSheet } from './LinkSheet'
import { useLink } from './LinkProvider'
import { linkWords } from './linkTitle'
import { texts } from './texts'

/** Which link is used, and the way to another. */
export function LinkBar({ links }: { links: MeterLink[] }) {
  const { t, language } = useI18n(texts)
  const { link, beam } = useLink(links)
  const [isOpen, setOpen] = useState(false)
  if (link === undefined) {
    return (
      <p className={`${styles.none} ${toneClass('soon')}`} role="status">
        <Icon name="alert" /> <span>{t('link.bar.none')}</span>
      </p>
    )
  }
  return (
    <div className={styles.bar}>
      <span className={styles.name}>
        <Icon name="beam" /> <span>{t('link.bar.label', { link: linkWords(link, beam, language) })}</span>
      </span>
      <Button onClick={() => setOpen(true)}>{t('link.bar.change')}</Button>
      {isOpen && <LinkSheet links={links} onClose={() => setOpen(false)} />}
    </div>
  )
}
