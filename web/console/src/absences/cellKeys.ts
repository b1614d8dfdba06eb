import { useState, type KeyboardEvent } from 'react'

export interface Cell {
  row: number
  column: number
}

/** Where a key leads in a grid; nothing for another key, and nothing out of it. */
export function movedCell(key: string, { row, column }: Cell, rows: number, columns: number): Cell | undefined {
  switch (key) {
    case 'ArrowUp':
      return row > 0 ? { row: row - 1, column } : undefined
    case 'ArrowDown':
      return row < rows - 1 ? { row: row + 1, column } : undefined
    case 'ArrowLeft':
      return column > 0 ? { row, column: column - 1 } : undefined
    case 'ArrowRight':
      return column < columns - 1 ? { row, column: column + 1 } : undefined
    case 'Home':
      return { row, column: 0 }
    case 'End':
      return { row, column: columns - 1 }
    default:
      return undefined
  }
}

interface CellKeys {
  /** What makes a cell part of it. */
  cell: (at: Cell) => { 'data-cell': string; tabIndex: number; onFocus: () => void; onKeyDown: (event: KeyboardEvent<HTMLElement>) => void }
}

/** A table that is one stop of the tab key, and is walked through by arrows; `act` answers whether it has a use for another key. */
export function useCellKeys(rows: number, columns: number, start: Cell, act: (at: Cell, key: string) => boolean): CellKeys {
  const [chosen, setChosen] = useState(start)
  const active = { row: Math.min(chosen.row, rows - 1), column: Math.min(chosen.column, columns - 1) }
  return {
    cell: (at) => ({
      'data-cell': nameOf(at),
      tabIndex: at.row === active.row && at.column === active.column ? 0 : -1,
      onFocus: () => setChosen(at),
      onKeyDown: (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        const next = movedCell(event.key, at, rows, columns)
        if (next) event.currentTarget.closest('table')?.querySelector<HTMLElement>(`[data-cell="${nameOf(next)}"]`)?.focus()
        else if (!act(at, event.key)) return
        event.preventDefault()
        // A list beside it has keys of its own.
        event.stopPropagation()
      },
    }),
  }
}

function nameOf({ row, column }: Cell): string {
  return `${row}-${column}`
}
