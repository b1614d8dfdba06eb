import { Card, useNow, type Work } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatMoment, groupNumber, Icon, lineQualityWords, linkKindName, useI18n, workPositionWords } from '@ronghe/ui'
import { useState } from 'react'
import { FactRows } from '../words/FactRows'
import { SentBadge } from './SentBadge'
import { texts } from './texts'
import styles from './works.module.css'

/** When, how long, whether the company has it; and the frames for whoever asks. */
export function AboutWork({ work }: { work: Work }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { started_at, ended_at, comm_address, order_no, position, line, line_quality, readout, is_sent, frames, parameter_read } = work
  const [isUnfolded, setUnfolded] = useState(false)
  const seconds = Math.max(0, Math.round((ended_at - started_at) / 1_000_000))
  return (
    <Card title={t('works.about.title')}>
      <FactRows
        facts={[
          { label: t('works.about.began'), value: formatMoment(fromInstant(started_at), now, language) },
          { label: t('works.about.took'), value: t('works.about.seconds', { seconds }) },
          ...(comm_address ? [{ label: t('works.about.address'), value: groupNumber(comm_address) }] : []),
          ...(readout ? [{ label: t('works.about.protocol'), value: PROTOCOLS[readout.protocol] }] : []),
          ...(parameter_read ? [{ label: t('works.parameter.title', { identifier: parameter_read.identifier }), value: parameter_read.value ?? t('works.state.not_read') }] : []),
          ...(order_no ? [{ label: t('works.about.order'), value: order_no }] : []),
          ...(line ? [{ label: t('works.about.line'), value: linkKindName(line, language) }] : []),
          ...(line_quality ? [{ label: t('works.about.quality'), value: lineQualityWords(line_quality, language) }] : []),
          // Records from before they told of the line had no position either: nothing is missing in them.
          ...(position || line ? [{ label: t('works.about.position'), value: position ? workPositionWords(position, language) : t('works.about.no_position') }] : []),
          { label: t('works.about.upload'), value: <SentBadge isSent={is_sent} /> },
        ]}
      />
      {frames.length > 0 && (
        <details className={styles.frames} onToggle={({ currentTarget }) => setUnfolded(currentTarget.open)}>
          <summary className={styles.fold}>
            <Icon name="forward" /> {t('works.frames.title', { count: frames.length })}
          </summary>
          <ol className={styles.frameList}>
            {(isUnfolded ? frames : []).map(({ at, way, hex }, place) => (
              <li key={`${at} ${place}`} data-way={way}>
                <strong>{t(`works.frames.${way}`)}</strong> <code>{spaced(hex)}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Card>
  )
}

/** Byte by byte, so that it can be read and breaks in a line. */
function spaced(hex: string): string {
  return (hex.match(/../g) ?? []).join(' ').toUpperCase()
}

const PROTOCOLS = { dlt645: 'DL/T 645-2007', dlt698: 'DL/T 698.45' } as const
