import styles from './Icon.module.css'

export type IconName = keyof typeof PATHS

/** A line drawing on a 24 grid. Always stands beside a word, so a screen reader does not hear it. */
export function Icon({ name, size = '1.25em' }: { name: IconName; size?: string }) {
  return (
    <svg className={styles.icon} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}

const PATHS = {
  add: 'M12 5v14M5 12h14',
  alert: 'M12 8v5M12 16.5v.5M12 3 2.5 20h19z',
  apps: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z',
  back: 'M15 5l-7 7 7 7',
  barcode: 'M4 6v12M7 6v12M10 6v12M13.5 6v12M17 6v12M20 6v12',
  battery: 'M3 8h15v8H3zM18 11h3v2h-3M6 10.5v3',
  beam: 'M4 9h6v6H4zM10 10.5L20 5M10 12h11M10 13.5L20 19',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4',
  bell_off: 'M6 17V11a6 6 0 0 1 9-5.2M18 10v7l1.5 1.5h-15L6 17M10 21h4M4 3l16 18',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
  card: 'M3 6h18v12H3zM3 10h18M6 15h4',
  check: 'M5 12.5l4.5 4.5L19 7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  empty: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1.5 2.5h3L15 13h5',
  export: 'M12 4v11M8 8l4-4 4 4M5 13v7h14v-7',
  eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6',
  forward: 'M9 5l7 7-7 7',
  heart: 'M12 20s-7.5-4.7-8.5-9.3A4.4 4.4 0 0 1 12 7.6a4.4 4.4 0 0 1 8.5 3.1C19.5 15.3 12 20 12 20',
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6',
  key: 'M8 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M12.5 12H21v3.5M17 12v3',
  keypad_delete: 'M8 5h13v14H8l-6-7zM12 9l5 6M17 9l-5 6',
  lock: 'M6 11h12v10H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  meter: 'M5 3h14v18H5zM8 7h8v4H8zM9 16h.01M12 16h.01M15 16h.01',
  microphone: 'M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15M5 11.5a7 7 0 0 0 14 0M12 18.5V22M8.5 22h7',
  moon: 'M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5',
  navigate: 'M12 3l8 18-8-5-8 5z',
  on_the_way: 'M3 16V7h10v9M13 10h4l4 3.5V16M7.5 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4M17 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  pause: 'M8 5v14M16 5v14',
  pen: 'M4 20l1-5L16 4l4 4L9 19z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c0-4 3.5-6 7.5-6s7.5 2 7.5 6',
  phone: 'M6 3h4l1.5 5-2.5 2a12 12 0 0 0 5 5l2-2.5 5 1.5v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2',
  pin: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  play: 'M7 4.5v15l12-7.5z',
  power: 'M12 3v9M6.8 6.5a8 8 0 1 0 10.4 0',
  question: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.3 9.5a2.7 2.7 0 1 1 4.2 2.3c-1 .7-1.5 1.2-1.5 2.2M12 17v.3',
  record: 'M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12',
  redo: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v5h5',
  relay_closed: 'M2 12h4.5M17.5 12H22M8 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M16 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M9.5 12h5',
  relay_open: 'M2 14h4.5M17.5 14H22M8 15.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M16 15.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M9 12.8L15 6.5',
  return: 'M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5L21 21',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4M9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  shield_off: 'M12 3l7.5 3v5.5c0 5-3.2 8-7.5 9.5-4.3-1.5-7.5-4.5-7.5-9.5V6zM4 3l16 18',
  signal_good: 'M4 20v-4M9 20v-7M14 20V9M19 20V4',
  signal_none: 'M4 20v-4M9 20v-7M14 20V9M19 20V4M3 3l18 18',
  signal_weak: 'M4 20v-4M9 20v-7M14 20h.01M19 20h.01',
  stop: 'M6 6h12v12H6z',
  storage: 'M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0',
  shield: 'M12 3l7.5 3v5.5c0 5-3.2 8-7.5 9.5-4.3-1.5-7.5-4.5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5',
  sun: 'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3L19 19M5 19l1.7-1.7M17.3 6.7L19 5',
  swap: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
  text_size: 'M3 19l5-13 5 13M5 14.5h6M14 19l3.5-9 3.5 9M15.2 16h4.6',
  today: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h4',
  torch: 'M8 3h8v4l-2 3v11h-4V10L8 7zM8 6h8M12 13v2',
  upload: 'M12 16V4M7 9l5-5 5 5M4 20h16',
  video: 'M3 6h12v12H3zM15 10.5l6-3.5v10l-6-3.5z',
  wallet: 'M4 7h14a2 2 0 0 1 2 2v9H4zM4 7V6l11-2v3M16 12.5h.01',
  waiting: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8 12h.01M12 12h.01M16 12h.01',
  work: 'M14.5 6.5a4 4 0 0 0 5 5L11 20l-4-4 8.5-8.5zM7 16l-3 4',
} as const
