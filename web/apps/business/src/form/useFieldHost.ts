import {
  agentFiles, agentWords, errandPlace, metresBetween, stageTitle, useAgent, useStanding, withPlace, type OrderDetail, type Stage,
} from '@ronghe/field'
import {
  formatOf, HostFailure, isRefusedOnVideo, isSigned, judgeCode, type Attachment, type CutOff, type Entered, type FieldValue,
  type FormHost, type MeterWanted, type Position, type Recording, type SecondPerson, type Signature,
} from '@ronghe/forms'
import { groupNumber, useI18n } from '@ronghe/ui'
import { useRef, useState } from 'react'
import type { Asked } from '../evidence/asked'
import { attachmentsIn, fileDelivery, filesOf, restingPlace } from '../evidence/attachments'
import { base64Of } from '../evidence/base64'
import { METERING } from '../paths'
import { meterOf } from './meterOf'
import { texts } from './texts'
import type { StageFormInHand } from './useStageForm'

/** What the form asks of this page: sheets over the form, and calls to the agent, which keeps before it answers. */
export function useFieldHost(detail: OrderDetail, stage: Stage, inHand: StageFormInHand | undefined, reload: () => void) {
  const { t, say, language } = useI18n(texts)
  const agent = useAgent()
  const { clock_offset_micros = 0, practice = false } = useStanding().state ?? {}
  const offset = clock_offset_micros / 1000
  const [asked, setAsked] = useState<Asked>()
  const discarded = useRef(new Set<string>())
  // What was begun here is no leftover of an earlier page, and what was settled is none any more.
  const [settled, setSettled] = useState(() => new Set<string>())
  const settle = (attachment: string, isSettled = true) =>
    setSettled((before) => {
      const after = new Set(before)
      if (isSettled) after.add(attachment)
      else after.delete(attachment)
      return after
    })
  const key = { order: detail.order.order, stage: stage.stage }
  const box = detail.order.facts.box
  const files = filesOf(detail.pending)
  const attachments = attachmentsIn(inHand?.values ?? {})
  const elsewhere = new Set(detail.elsewhere)

  /** What the agent refuses is said in words. */
  const inWords = async <Made>(action: () => Promise<Made>): Promise<Made> => {
    try {
      return await action()
    } catch (error) {
      throw error instanceof HostFailure ? error : new HostFailure(agentWords(error, language))
    }
  }

  /** Opens a sheet and waits for what comes of it. */
  const ask = async <Made>(sheet: (done: (made: Made | undefined) => void) => Asked): Promise<Made | undefined> => {
    // What was typed is kept before a camera may bring the page down.
    await inHand?.draft.flush()
    try {
      return await new Promise<Made | undefined>((resolve) => setAsked(sheet(resolve)))
    } finally {
      setAsked(undefined)
    }
  }

  const discard = async (attachment: string) => {
    if (discarded.current.has(attachment)) return
    discarded.current.add(attachment)
    await agent.discardPhoto(key, attachment)
  }

  /** Opens the metering app with what the field wants; what was typed is with the agent before this page goes. */
  const toMeter = (wanted: MeterWanted) =>
    inWords(async () => {
      if (inHand === undefined) return
      if (!(await inHand.draft.flush())) {
        throw new HostFailure({ cause: t('form.meter.unsaved'), nextStep: t('form.meter.wait'), supportCode: 'FORM-UNSAVED' })
      }
      const meter = wanted.meter ?? meterOf(inHand.form.ui, inHand.values, detail.order.facts)
      const errand = { ...key, ...wanted, ...(meter === undefined ? {} : { meter }) }
      location.assign(withPlace(await agent.openApp(METERING), errandPlace(errand)))
    })

  const host: FormHost = {
    capturePhoto: (field, instead) =>
      ask<Attachment>((done) => {
        const ui = inHand?.form.ui.fields[field]
        const taken = listOf(inHand?.values[field])
        const isFull = ui?.photo !== undefined && taken.length >= ui.photo.max
        return {
          kind: 'photo',
          wanted: ui?.photo?.what ?? ui?.label ?? NO_TEXT,
          keep: async (picture, place) => {
            if (instead && isFull) await discard(instead.attachment_id)
            return agent.keepPhoto(key, field, picture, place)
          },
          discard,
          done,
        }
      }),
    record: async (field, medium, instead) => {
      let open: string | undefined
      const made = await ask<Recording>((done) => {
        const ui = inHand?.form.ui.fields[field]
        return {
          kind: 'recording',
          medium,
          wanted: ui?.recording?.what ?? texts['form.refusal.what'],
          keeper: {
            begin: async (place) => {
              const begun = await agent.beginRecording(key, field, place, instead?.attachment_id)
              open = begun.attachment_id
              settle(open)
              return begun
            },
            append: (attachment, firstByte, piece) => agent.keepPiece(key, attachment, firstByte, piece),
            finish: (attachment) => agent.finishRecording(key, attachment),
            discard: async (attachment) => {
              await agent.discardRecording(key, attachment)
              open = undefined
            },
          },
          done,
        }
      })
      // Left behind without the agent's answer: it is offered again.
      if (made === undefined && open !== undefined) {
        settle(open, false)
        reload()
      }
      return made
    },
    cutOff: (field) =>
      (detail.cut_off ?? []).filter(
        (cut) => cut.stage === stage.stage && cut.field === field && !settled.has(cut.attachment_id),
      ),
    keepCutOff: (cut) =>
      inWords(async () => {
        const made = await agent.finishRecording(key, cut.attachment_id)
        settle(cut.attachment_id)
        return made
      }),
    discardCutOff: (cut: CutOff) =>
      inWords(async () => {
        await agent.discardRecording(key, cut.attachment_id)
        settle(cut.attachment_id)
      }),
    attachment: (id) => {
      const mime = attachments.get(id)?.mime
      const file = files.get(id)
      const isHere = !elsewhere.has(id)
      return {
        // A signature is small enough to be its own thumbnail.
        ...(isHere ? { thumbnailUrl: mime === 'image/png' ? agentFiles.picture(id) : agentFiles.thumbnail(id) } : {}),
        ...(isHere ? { contentUrl: agentFiles.picture(id) } : {}),
        ...(file ? fileDelivery(file) : { delivery: restingPlace(stage, id, isHere) }),
      }
    },
    locate: async () => {
      const place = await ask<Position>((done) => ({ kind: 'place', box, done }))
      if (place) return place
      throw new HostFailure({
        cause: t('form.place.none'),
        nextStep: t('form.place.advice'),
        supportCode: 'PLACE-NONE',
      })
    },
    distanceTo: (position) => (box ? metresBetween(position, box) : undefined),
    scan: (field, placed) =>
      ask<Entered>((done) => ({
        kind: 'scan',
        wanted: inHand?.form.ui.fields[field]?.label ?? NO_TEXT,
        format: inHand && formatOf(inHand.form, field),
        judge: (code) =>
          inHand
            ? judgeCode(inHand.form, inHand.values, inHand.context, field, code, placed)
            : { code, faults: [] },
        done,
      })),
    confirmSecondPerson: (field) =>
      ask<SecondPerson>((done) => ({
        kind: 'second_person',
        confirm: (pin) => agent.confirmSecondPerson(key, field, pin),
        done,
      })),
    statementFor: () =>
      t('form.signature.statement', {
        business: say(detail.order.title),
        stage: say(stageTitle(detail, stage)),
        order_no: groupNumber(detail.order.order_no),
      }),
    keepSignature: (field, { image, ...drawn }) =>
      inWords(async () => {
        const image_base64 = await base64Of(image)
        return agent.keepSignature(key, field, { ...drawn, image_base64 })
      }),
    // Practice touches no meter, and the agent puts nothing into a form that is not this person's to fill in.
    ...(inHand?.isWorkable && !practice ? { toMeter } : {}),
    now: () => new Date(Date.now() + offset),
  }

  /** Takes a change of a field: typed values go to the agent, what the agent made is only shown. */
  const enter = (field: string, value: FieldValue) => {
    const draft = inHand?.draft
    const widget = inHand?.form.ui.fields[field]?.widget
    if (widget === 'photo' || widget === 'voice' || widget === 'video') {
      draft?.take(field, value)
      const stays = new Set(listOf(value).map((photo) => photo.attachment_id))
      const gone = listOf(inHand?.values[field]).filter((photo) => !stays.has(photo.attachment_id))
      for (const photo of gone) void discard(photo.attachment_id).catch(() => discarded.current.delete(photo.attachment_id))
    } else if (widget === 'signature') {
      if (isMade(widget, value)) draft?.take(field, value)
      else draft?.type(field, value)
      // A refusal that is proved otherwise now leaves its film behind.
      const film = videoOf(inHand?.values[field])
      if (film !== undefined && film !== videoOf(value)) void discard(film).catch(() => discarded.current.delete(film))
    } else if (isMade(widget, value)) draft?.take(field, value)
    else draft?.type(field, value)
  }

  return { host, asked, enter }
}

/** Values that only the agent can make. */
function isMade(widget: string | undefined, value: FieldValue): boolean {
  if (value === undefined || value === null) return false
  return widget === 'second-person' || (widget === 'signature' && isSigned(value as Signature))
}

/** The film that a signature's refusal stands on. */
function videoOf(value: FieldValue): string | undefined {
  const signature = value as Signature | null | undefined
  if (!signature || isSigned(signature) || !isRefusedOnVideo(signature)) return undefined
  return signature.video.attachment_id
}

function listOf(value: FieldValue): Attachment[] {
  return Array.isArray(value) ? (value as Attachment[]) : []
}

const NO_TEXT = { zh: '', en: '' }
