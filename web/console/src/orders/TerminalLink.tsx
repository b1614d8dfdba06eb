import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { terminalsQuery } from '../api/queries'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { texts } from './texts'

/** A terminal by its name, for those who may see terminals; by the end of its id for others. */
export function TerminalLink({ terminal }: { terminal: string }) {
  const { t } = useI18n(texts)
  const mayList = useMay()('list_terminals')
  const terminals = useQuery({ ...terminalsQuery, enabled: mayList })
  const known = terminals.data?.find((each) => each.terminal === terminal)
  const words = t('orders.story.terminal', { name: known?.name ?? `…${terminal.slice(-6)}` })
  return mayList ? <Link to={`${paths.terminals()}?terminal=${terminal}`}>{words}</Link> : <span>{words}</span>
}
