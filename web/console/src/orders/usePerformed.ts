import { useNavigate, useSearchParams } from 'react-router'
import { paths } from '../paths'

/** The stage of an order that is being worked on; it stands in the address. */
export function usePerformed(order: string): { performed: string | null; perform: (stage: string | undefined) => void } {
  const [query] = useSearchParams()
  const navigate = useNavigate()
  return {
    performed: query.get('perform'),
    perform: (stage) => void navigate(paths.order(order, stage === undefined ? {} : { perform: stage }), { replace: true }),
  }
}
