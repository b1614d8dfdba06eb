import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { terminalsQuery } from '../api/queries'
import { Unnamed } from '../parts/Unnamed'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { texts } from './texts'

/** A terminal by its name, and the way to it, for those who may see terminals. */
export function TerminalLink({ terminal }: { terminal: string }) {
  const { t } = useI18n(texts)
  const mayList = useMay()('list_terminals')
  const terminals = useQuery({ ...terminalsQuery, enabled: mayList })
  const known = terminals.data?.find((each) => each.terminal === terminal)
  if (!known) return <Unnamed id={terminal} words={t('orders.story.some_terminal')} />
  return <Link to={`${paths.terminals()}?terminal=${terminal}`}>{t('orders.story.terminal', { name: known.name })}</Link>
}
