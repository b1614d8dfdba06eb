import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { certificatesQuery } from '../api/queries'
import { texts } from './texts'

/** Names of kinds of certificate by their codes; one that nobody knows keeps its code. */
export function useCertificateKinds(): (kind: string) => string {
  const { say } = useI18n(texts)
  const certificates = useQuery(certificatesQuery(undefined))
  const names = new Map(certificates.data?.kinds.map(({ kind, name }) => [kind, name]))
  return (kind) => {
    const name = names.get(kind)
    return name === undefined ? kind : say(name)
  }
}
