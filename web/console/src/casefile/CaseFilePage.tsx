import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { inFull } from '../orders/inFull'
import { UnmaskDialog } from '../orders/UnmaskDialog'
import { useUnmasked } from '../orders/useUnmasked'
import { Answered } from '../parts/Answered'
import { caseFileQuery } from './caseFileQuery'
import { CaseFileView } from './CaseFileView'

/** An order with everything that belongs to it, for paper (案卷); what it proves is checked here, before it is printed. */
export function CaseFilePage() {
  const { order = '' } = useParams()
  const query = useQuery(caseFileQuery(order))
  const unmasked = useUnmasked(order)
  return (
    <Answered query={query} rows={8}>
      {(read) => (
        <>
          <CaseFileView
            read={unmasked.file ? { ...read, file: inFull(read.file, unmasked.file) } : read}
            unmasked={unmasked}
            onReadAgain={() => void query.refetch()}
          />
          <UnmaskDialog unmasked={unmasked} />
        </>
      )}
    </Answered>
  )
}
