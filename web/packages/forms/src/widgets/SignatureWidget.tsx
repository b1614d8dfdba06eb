import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useFormHost } from '../host'
import { isSigned, type Relation, type Signature, type Stroke } from '../model/values'
import { texts } from '../texts'
import evidence from './evidence.module.css'
import { HostFailureNote } from './HostFailureNote'
import inputs from './inputs.module.css'
import { RefusalForm } from './RefusalForm'
import { SignaturePad } from './SignaturePad'
import { useHostAction } from './useHostAction'
import { valueWords } from './valueWords'
import type { WidgetProps } from './widget'

type Path = 'sign' | 'refuse'

/** The customer signs, or refuses before witnesses. Who signs for the company signs himself. */
export function SignatureWidget(props: WidgetProps) {
  return isOfStaff(props.name) ? (
    <div className={evidence.stack}>
      <SigningForm {...props} />
    </div>
  ) : (
    <CustomerSignature {...props} />
  )
}

function CustomerSignature(props: WidgetProps) {
  const { t } = useI18n(texts)
  const signature = props.value as Signature | undefined
  const [path, setPath] = useState<Path>(signature && !isSigned(signature) ? 'refuse' : 'sign')
  const other: Path = path === 'sign' ? 'refuse' : 'sign'
  return (
    <div className={evidence.stack}>
      {path === 'sign' ? <SigningForm {...props} /> : <RefusalForm {...props} />}
      <button type="button" className={evidence.again} onClick={() => setPath(other)}>
        <Icon name="swap" />
        {t(path === 'sign' ? 'forms.signature.refuses' : 'forms.signature.back_to_signing')}
      </button>
    </div>
  )
}

function SigningForm({ name, ui, value, onChange, ids }: WidgetProps) {
  const { t, language } = useI18n(texts)
  const host = useFormHost()
  const kept = value as Signature | undefined
  const signed = kept && isSigned(kept) ? kept : undefined
  const [signer, setSigner] = useState(signed?.signer_name ?? '')
  const [relation, setRelation] = useState<Relation>(signed?.relation ?? 'self')
  const [isOpen, setOpen] = useState(false)
  const statement = host.statementFor(name)
  const keeping = useHostAction(async (strokes: Stroke[], image: Blob) => {
    onChange(await host.keepSignature(name, { strokes, image, signer_name: signer.trim(), relation, statement }))
  })
  const view = signed && host.attachment(signed.image.attachment_id)

  return (
    <>
      {signed && (
        <div className={`${evidence.card} ${toneClass('done')}`}>
          <Icon name="check" size="1.5em" />
          <p className={evidence.main}>{valueWords(ui, signed, language)}</p>
        </div>
      )}
      {view?.thumbnailUrl !== undefined && <img className={evidence.image} src={view.thumbnailUrl} alt={t('forms.signature.drawn')} />}
      <label>
        {t('forms.signature.signer')}
        <input className={inputs.input} value={signer} autoComplete="off" onChange={(e) => setSigner(e.target.value)} />
      </label>
      {!isOfStaff(name) && (
        <label>
          {t('forms.signature.relation')}
          <select className={inputs.input} value={relation} onChange={(event) => setRelation(event.target.value as Relation)}>
            {RELATIONS.map((each) => (
              <option key={each} value={each}>
                {t(`forms.signature.${each}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <button
        type="button"
        id={ids.input}
        className={signed ? evidence.again : evidence.ask}
        onClick={() => setOpen(true)}
        disabled={signer.trim().length < NAME_LEN_MIN || keeping.busy}
        aria-describedby={ids.notes}
      >
        <Icon name="pen" /> {t(signed ? 'forms.signature.sign_again' : 'forms.signature.sign')}
      </button>
      <HostFailureNote failure={keeping.failure} />
      {isOpen && (
        <SignaturePad
          statement={statement}
          signer={signer}
          onCancel={() => setOpen(false)}
          onDone={(strokes, image) => {
            setOpen(false)
            keeping.run(strokes, image)
          }}
        />
      )}
    </>
  )
}

/** `inspector_signature` is the inspector's; `signature` and `customer_signature` are the customer's. */
function isOfStaff(name: string): boolean {
  return name.endsWith('_signature') && name !== 'customer_signature'
}

const RELATIONS: Relation[] = ['self', 'spouse', 'family', 'agent', 'tenant', 'other']
/** As the schema of values limits it. */
const NAME_LEN_MIN = 2
