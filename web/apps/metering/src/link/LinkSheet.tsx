import { Sheet, type Beam, type MeterLink } from '@ronghe/field'
import { Icon, useI18n } from '@ronghe/ui'
import styles from './link.module.css'
import { useLink } from './LinkProvider'
import { linkWords } from './linkTitle'
import { texts } from './texts'

/** All links; an infrared one stands there with both its beams. One tap chooses. */
export function LinkSheet({ links, onClose }: { links: MeterLink[]; onClose: () => void }) {
  const { t, language } = useI18n(texts)
  const { link: used, beam: usedBeam, choose } = useLink(links)
  const options = links.flatMap((link): Option[] =>
    link.kind === 'infrared' ? BEAMS.map((beam) => ({ link, beam, note: beam })) : [{ link, note: link.kind }],
  )
  return (
    <Sheet title={t('link.sheet.title')} onClose={onClose}>
      <div className={styles.options} role="group" aria-label={t('link.sheet.choice')}>
        {options.map(({ link, beam, note }) => {
          const isUsed = link === used && beam === usedBeam
          return (
            <button
              key={`${link.link} ${beam ?? ''}`}
              type="button"
              className={styles.option}
              aria-pressed={isUsed}
              onClick={() => {
                choose(link.link, beam ?? 'focused')
                onClose()
              }}
            >
              <Icon name={isUsed ? 'check' : 'beam'} />
              <span className={styles.words}>
                <strong>{linkWords(link, beam, language)}</strong>
                <span className={styles.note}>{t(`link.note.${note}`)}</span>
              </span>
            </button>
          )
        })}
      </div>
    </Sheet>
  )
}

interface Option {
  link: MeterLink
  beam?: Beam
  note: Beam | 'wired' | 'tcp'
}

const BEAMS: Beam[] = ['focused', 'diffuse']
