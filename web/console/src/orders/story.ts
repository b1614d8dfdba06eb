import type { IconName, Meaning, Text } from '@ronghe/ui'
import type { Micros, StoryEntry } from '../api/types'

/** Everything that can stand in an order's story, with its look; other kinds are shown by their word. */
export const STORY_KINDS = {
  order_accepted: { icon: 'add', meaning: 'plain' },
  order_archived: { icon: 'check', meaning: 'done' },
  order_terminated: { icon: 'stop', meaning: 'plain' },
  dispatched: { icon: 'person', meaning: 'plain' },
  reassigned: { icon: 'swap', meaning: 'soon' },
  passed_over: { icon: 'person', meaning: 'soon' },
  nobody_free: { icon: 'alert', meaning: 'late' },
  unsigned: { icon: 'clock', meaning: 'late' },
  out_of_touch: { icon: 'clock', meaning: 'late' },
  grid_proposed: { icon: 'pin', meaning: 'soon' },
  placed: { icon: 'pin', meaning: 'running' },
  area_moved: { icon: 'swap', meaning: 'soon' },
  limit_exceeded: { icon: 'alert', meaning: 'soon' },
  performed: { icon: 'upload', meaning: 'running' },
  delivered: { icon: 'barcode', meaning: 'plain' },
  sign_in: { icon: 'pen', meaning: 'running' },
  set_out: { icon: 'on_the_way', meaning: 'running' },
  arrive: { icon: 'pin', meaning: 'running' },
  begin: { icon: 'work', meaning: 'running' },
  submit: { icon: 'upload', meaning: 'running' },
  decline: { icon: 'return', meaning: 'late' },
  submission_fault: { icon: 'alert', meaning: 'late' },
  file_received: { icon: 'camera', meaning: 'plain' },
  changed: { icon: 'pen', meaning: 'soon' },
  cancelled: { icon: 'stop', meaning: 'late' },
  rolled_back: { icon: 'return', meaning: 'late' },
  urged: { icon: 'alert', meaning: 'soon' },
  urged_by_office: { icon: 'bell', meaning: 'soon' },
  sent_back: { icon: 'return', meaning: 'late' },
  suspended: { icon: 'pause', meaning: 'soon' },
  resumed: { icon: 'forward', meaning: 'running' },
  terminated: { icon: 'stop', meaning: 'late' },
  signer_added: { icon: 'pen', meaning: 'plain' },
  reminded: { icon: 'clock', meaning: 'soon' },
  migrated: { icon: 'redo', meaning: 'plain' },
  timer_fired: { icon: 'clock', meaning: 'plain' },
  result_queued: { icon: 'upload', meaning: 'plain' },
  result_delivered: { icon: 'check', meaning: 'done' },
  result_refused: { icon: 'alert', meaning: 'late' },
  result_withdrawn: { icon: 'return', meaning: 'soon' },
  result_settled: { icon: 'check', meaning: 'plain' },
  limit_due_soon: { icon: 'clock', meaning: 'soon' },
  limit_overdue: { icon: 'alert', meaning: 'late' },
  limit_kept: { icon: 'check', meaning: 'done' },
  limit_moved: { icon: 'clock', meaning: 'plain' },
  limit_without_date: { icon: 'alert', meaning: 'late' },
  overdue_explained: { icon: 'pen', meaning: 'plain' },
  unmasked: { icon: 'person', meaning: 'soon' },
  kept: { icon: 'check', meaning: 'plain' },
  merged: { icon: 'check', meaning: 'done' },
  returned: { icon: 'return', meaning: 'late' },
} as const satisfies Record<string, { icon: IconName; meaning: Meaning }>

export type StoryKind = keyof typeof STORY_KINDS

export function storyKind({ kind, actor }: StoryEntry): StoryKind | undefined {
  // The marketing system urges, and so does the office.
  if (kind === 'urged' && actorOf(actor).kind === 'person') return 'urged_by_office'
  return kind in STORY_KINDS ? (kind as StoryKind) : undefined
}

/** What the entries say beside their kind; each only where it is there. */
export interface StoryFacts {
  stage?: string
  terminal?: string
  /** To whom it was given. */
  to?: string
  /** Who was not given it, and why: he was away until then, had as much in hand as he may, or lacked a certificate. */
  passedOver?: PassedOver
  /** Why nobody could be given it: how many were away, had enough, lacked a certificate. */
  nobody?: { away: number; full: number; uncertified: number }
  reason?: string
  /** What proves the reason of a suspension. */
  proof?: string
  /** The limits whose clocks a suspension stopped; empty where it stopped none. */
  paused?: string[]
  /** What was found wrong in the stage that it went back to: names of its form's fields. */
  fields?: string[]
  attachment?: string
  /** The grid that was proposed for it, or that it was placed into. */
  grid?: { name: string; metres?: number }
  /** From which grid to which its area went. */
  grids?: { from: string; to: string }
  /** The limit that it is about, and when that is due. */
  limit?: Text
  dueAt?: Micros
  /** What became of a worker's operation, if it did not simply take effect. */
  outcome?: { result: string; reason?: string }
  position?: { lon: number; lat: number; accuracy_m?: number }
  clockDoubtful: boolean
  sealed: boolean
  /** It reached the platform later than a network would take. */
  offline: boolean
}

export interface PassedOver {
  person: string
  until?: number
  inHand?: { open: number; most: number }
  /** A kind of certificate. */
  without?: string
}

const HELD_BACK = ['passed_over', 'limit_exceeded', 'unsigned', 'out_of_touch']

function passedOver(person: string, said: Record<string, unknown>): PassedOver {
  const { away_until: until, in_hand: open, most_in_hand: most, without } = said
  return {
    person,
    ...(typeof until === 'number' ? { until } : {}),
    ...(typeof open === 'number' && typeof most === 'number' ? { inHand: { open, most } } : {}),
    ...(typeof without === 'string' ? { without } : {}),
  }
}

export function storyFacts({ kind, body, actor, at, received_at }: StoryEntry): StoryFacts {
  const said = (body ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof said[name] === 'string' ? { [name]: said[name] } : {})
  const list = (name: string) => (Array.isArray(said[name]) ? { [name]: said[name].map(String) } : {})
  const outcome = said['outcome'] as StoryFacts['outcome']
  const position = said['position'] as StoryFacts['position'] | null
  const remark = said['remark'] ?? said['reason']
  return {
    ...text('stage'),
    // What a terminal did by itself says already which it was.
    ...(actor === `terminal:${String(said['terminal'])}` ? {} : text('terminal')),
    // An order that moved to another version names that by its digest.
    ...(kind === 'migrated' ? {} : text('to')),
    ...(HELD_BACK.includes(kind) && typeof said['person'] === 'string' ? { passedOver: passedOver(said['person'], said) } : {}),
    ...(kind === 'nobody_free' ? { nobody: { away: Number(said['away']), full: Number(said['full']), uncertified: Number(said['uncertified']) } } : {}),
    ...(typeof said['grid_name'] === 'string' ? { grid: { name: said['grid_name'], ...(typeof said['distance_m'] === 'number' ? { metres: said['distance_m'] } : {}) } } : {}),
    ...(typeof said['to_grid_name'] === 'string' ? { grids: { from: String(said['from_grid_name']), to: said['to_grid_name'] } } : {}),
    ...text('attachment'),
    ...text('proof'),
    ...list('paused'),
    ...list('fields'),
    ...(typeof said['limit'] === 'string' ? { limit: nameOfLimit(said) } : {}),
    ...(typeof said['limit'] === 'string' && typeof said['due_at'] === 'number' ? { dueAt: said['due_at'] } : {}),
    ...(typeof remark === 'string' && remark !== '' ? { reason: remark } : {}),
    ...(outcome && outcome.result !== 'applied' ? { outcome } : {}),
    ...(position ? { position } : {}),
    clockDoubtful: said['clock_doubtful'] === true,
    sealed: said['sealed'] === true,
    offline: 'terminal' in said && received_at - at > ONLINE_AT_MOST_MICROS,
  }
}

/** A limit without a name is called by its own word. */
function nameOfLimit({ name, policy }: Record<string, unknown>): Text {
  const word = String(policy)
  return (name as Text | null) ?? { zh: word, en: word }
}

/** A line of the story: an entry, and how many like it came in a row. */
export interface StoryLine {
  entry: StoryEntry
  times: number
}

/** Newest first; files that a terminal brings one after the other are one line, or they would bury everything else. */
export function storyLines(story: StoryEntry[]): StoryLine[] {
  const lines: StoryLine[] = []
  for (const entry of [...story].reverse()) {
    const last = lines[lines.length - 1]
    if (last && entry.kind === 'file_received' && last.entry.kind === entry.kind && last.entry.actor === entry.actor) last.times += 1
    else lines.push({ entry, times: 1 })
  }
  return lines
}

/** `person:…`, `terminal:…`, `neighbour:…` or `platform`. */
export function actorOf(actor: string): { kind: 'person' | 'terminal' | 'neighbour' | 'platform'; id: string } {
  const [kind = '', id = ''] = actor.split(':', 2)
  return kind === 'person' || kind === 'terminal' || kind === 'neighbour' ? { kind, id } : { kind: 'platform', id: '' }
}

const ONLINE_AT_MOST_MICROS = 60 * 1_000_000
