import { useI18n } from '@ronghe/ui'
import type { CertificateView } from '../api/types'
import { Tag } from '../parts/Tag'
import { standingOf, STANDINGS } from './expiry'
import { texts } from './texts'

export function StandingTag({ certificate }: { certificate: CertificateView }) {
  const words = useStandingWords()
  const { meaning, icon } = STANDINGS[standingOf(certificate)]
  return <Tag meaning={meaning} icon={icon}>{words(certificate)}</Tag>
}

/** How a certificate stands, in words. */
export function useStandingWords(): (certificate: CertificateView) => string {
  const { t } = useI18n(texts)
  return (certificate) => t(`certificates.standing.${standingOf(certificate)}`, { day: certificate.valid_to, left: certificate.days_left })
}
