import { ScanSheet } from '@ronghe/field'
import { useI18n } from '@ronghe/ui'
import type { Asked } from './asked'
import { PhotoSheet } from './PhotoSheet'
import { PlaceSheet } from './PlaceSheet'
import { RecordingSheet } from './RecordingSheet'
import { SecondPersonSheet } from './SecondPersonSheet'
import { texts } from './texts'

/** The sheet for what the form asks. */
export function EvidenceSheet({ asked }: { asked: Asked }) {
  const { say } = useI18n(texts)
  switch (asked.kind) {
    case 'photo':
      return <PhotoSheet asked={asked} />
    case 'recording':
      return <RecordingSheet asked={asked} />
    case 'place':
      return <PlaceSheet asked={asked} />
    case 'scan':
      return (
        <ScanSheet
          title={say(asked.wanted)}
          format={asked.format}
          judge={asked.judge}
          onCode={asked.done}
          onClose={() => asked.done(undefined)}
          takesWrong
        />
      )
    case 'second_person':
      return <SecondPersonSheet asked={asked} />
  }
}
