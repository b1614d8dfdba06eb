import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { processQuery } from '../api/queries'
import type { ProcessLine } from '../api/types'
import { Answered } from '../parts/Answered'
import { BundleDifference } from '../processes/BundleDifference'
import { MigrationDesk } from './MigrationDesk'
import { addressOf, placesInAddress, TARGET, type Places } from './places'
import { TargetChoice } from './TargetChoice'
import { usualTarget } from './targets'
import { useMove } from './useMove'
import styles from './migration.module.css'

/** The two versions: which they are, how they differ, and the orders between them. What is chosen stands in the address. */
export function MigrationVersions({ from, targets }: { from: ProcessLine; targets: ProcessLine[] }) {
  const [address, setAddress] = useSearchParams()
  const move = useMove()
  const to = targets.find(({ hash }) => hash === address.get(TARGET)) ?? usualTarget(targets)
  const filesFrom = useQuery(processQuery(from.hash))
  const filesTo = useQuery({ ...processQuery(to?.hash ?? ''), enabled: to !== undefined })
  if (to === undefined) return null
  const go = (target: string, places: Places) => setAddress(addressOf(target, places), { replace: true })
  const choose = (target: string) => {
    move.forget()
    go(target, {})
  }
  return (
    <div className={styles.page}>
      <TargetChoice from={from} to={to} targets={targets} isDisabled={move.isPending} onChoose={choose} />
      <Answered query={filesFrom}>
        {(before) => (
          <Answered query={filesTo}>
            {(after) => (
              <>
                <BundleDifference from={before} to={after} />
                <MigrationDesk
                  key={to.hash}
                  from={from}
                  to={to}
                  others={targets}
                  files={{ from: before, to: after }}
                  places={placesInAddress(address)}
                  move={move}
                  onPreview={(places) => go(to.hash, places)}
                />
              </>
            )}
          </Answered>
        )}
      </Answered>
    </div>
  )
}
