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
  back: 'M15 5l-7 7 7 7',
  barcode: 'M4 6v12M7 6v12M10 6v12M13.5 6v12M17 6v12M20 6v12',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7',
  check: 'M5 12.5l4.5 4.5L19 7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  empty: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1.5 2.5h3L15 13h5',
  forward: 'M9 5l7 7-7 7',
  on_the_way: 'M3 16V7h10v9M13 10h4l4 3.5V16M7.5 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4M17 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  pause: 'M8 5v14M16 5v14',
  pen: 'M4 20l1-5L16 4l4 4L9 19z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c0-4 3.5-6 7.5-6s7.5 2 7.5 6',
  pin: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  redo: 'M4 12a8 8 0 1 0 2.5-5.8M4 4v5h5',
  return: 'M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10',
  stop: 'M6 6h12v12H6z',
  swap: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
  upload: 'M12 16V4M7 9l5-5 5 5M4 20h16',
  waiting: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8 12h.01M12 12h.01M16 12h.01',
  work: 'M14.5 6.5a4 4 0 0 0 5 5L11 20l-4-4 8.5-8.5zM7 16l-3 4',
} as const
