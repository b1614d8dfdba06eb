import { ScanSheet } from '@ronghe/field'
import type { Asked } from './asked'
import { PhotoSheet } from './PhotoSheet'
import { PlaceSheet } from './PlaceSheet'
import { SecondPersonSheet } from './SecondPersonSheet'

/** The sheet for what the form asks. */
export function EvidenceSheet({ asked }: { asked: Asked }) {
  switch (asked.kind) {
    case 'photo':
      return <PhotoSheet asked={asked} />
    case 'place':
      return <PlaceSheet asked={asked} />
    case 'scan':
      return <ScanSheet onCode={asked.done} onClose={() => asked.done(undefined)} />
    case 'second_person':
      return <SecondPersonSheet asked={asked} />
  }
}
