import { HostFailure, toInstant, type Attachment, type AttachmentView, type FormHost } from '@ronghe/forms'
import type { DeliveryState } from '@ronghe/ui'

/** A host that answers at once, with numbered files that are in turn saved, being sent and confirmed. */
export function fixtureHost(now: Date, box: Spot | undefined): FormHost {
  const views = new Map<string, AttachmentView>()
  let positions = 0
  let seals = 0
  let takenBefore: AttachmentView | undefined

  const keep = (mime: Attachment['mime'], thumbnailUrl: string): Attachment => {
    const number = views.size + 1
    const attachment_id = `0197f2a0-0000-7000-8000-${String(number).padStart(12, '0')}`
    const delivery = DELIVERIES[(number - 1) % DELIVERIES.length] ?? 'saved'
    views.set(attachment_id, { thumbnailUrl, contentUrl: thumbnailUrl, delivery, ...(delivery === 'saved' ? { sentShare: 0.64 } : {}) })
    return { attachment_id, sha256: String(number % 10).repeat(64), size: 812_000, mime, taken_at: toInstant(now) }
  }

  return {
    capturePhoto: (field) =>
      Promise.resolve({ ...keep('image/jpeg', drawnPhoto(field, views.size + 1)), position: AT_THE_BOX }),
    record: (_, medium) => {
      const { attachment_id, sha256, size, taken_at } = keep('image/jpeg', '')
      return Promise.resolve({
        attachment_id,
        sha256,
        size,
        taken_at,
        mime: medium === 'voice' ? 'audio/webm' : 'video/webm',
        duration_ms: 18_400,
        clock: 'sure',
        order_no: '250711000123',
        worker: '王建国',
        staff_no: '13020023',
      })
    },
    cutOff: () => [],
    keepCutOff: () => Promise.reject(new Error('nothing was cut off')),
    discardCutOff: () => Promise.resolve(),
    // What the form began with was taken at another time, and is long on the platform.
    attachment: (id) => views.get(id) ?? (takenBefore ??= { thumbnailUrl: drawnPhoto('', 0), delivery: 'confirmed' }),
    locate: () => {
      positions += 1
      const isFar = positions === 1
      return Promise.resolve({
        lat: 39.63031 + (isFar ? 0.0021 : 0),
        lon: 118.18041,
        accuracy_m: isFar ? 64 : 6,
        source: isFar ? ('network' as const) : ('gnss' as const),
        at: toInstant(now),
      })
    },
    distanceTo: (position) => (box === undefined ? undefined : metresBetween(box, position)),
    scan: (field) =>
      field === 'seals'
        ? Promise.resolve({ code: `3130A001234${(seals += 1)}`, source: 'scanned' })
        : field === 'module_asset_no'
          ? Promise.reject(
              new HostFailure({
                cause: '没有扫到条码',
                nextStep: '擦净条码后再扫, 或手工输入 22 位编号',
                supportCode: 'SCAN-4031',
              }),
            )
          : Promise.resolve({ code: '3130001000001234567893', source: 'scanned' }),
    confirmSecondPerson: () =>
      Promise.resolve({
        person_id: '0197f2a0-0000-7000-8000-000000000002',
        name: '李敏',
        card_id: '13020042',
        confirmed_at: toInstant(now),
        signature: 'MEUCIQDf9c1Zl3example',
      }),
    statementFor: () => '低压居民新装 · 装表送电\n本人确认工单 2507 1100 0123 所录内容属实',
    keepSignature: (_, { strokes, image, signer_name, relation }) =>
      Promise.resolve({
        strokes,
        image: keep('image/png', URL.createObjectURL(image)),
        signer_name,
        relation,
        signed_at: toInstant(now),
        signed_sha256: 'ab'.repeat(32),
      }),
    toMeter: () => Promise.resolve(),
    now: () => now,
  }
}

const AT_THE_BOX = { lat: 39.63031, lon: 118.18041, accuracy_m: 6, source: 'gnss' as const }

interface Spot {
  lon: number
  lat: number
}

/** Metres on the plane, which is exact enough within a village. */
function metresBetween(from: Spot, to: Spot): number {
  const metresPerDegree = 111_320
  const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180)
  return Math.hypot(to.lat - from.lat, east) * metresPerDegree
}

function drawnPhoto(field: string, number: number): string {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 240
  const context = canvas.getContext('2d')
  if (!context) return ''
  context.fillStyle = `hsl(${number * 47}, 25%, 55%)`
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#fff'
  context.font = '20px sans-serif'
  context.fillText(field, 12, 32)
  context.fillText('2025-07-11 15:20:00', 12, 220)
  return canvas.toDataURL('image/jpeg')
}

const DELIVERIES: DeliveryState[] = ['saved', 'sent', 'confirmed']
