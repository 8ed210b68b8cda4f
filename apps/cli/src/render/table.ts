/** Returns rows as aligned columns, two spaces apart; what is empty at the end of a line leaves no blanks. */
export function renderTable(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, visibleLength(cell))
    })
  }
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - visibleLength(cell)))
      return indent + cells.join('  ').trimEnd()
    })
    .join('\n')
}

function visibleLength(cell: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence starts with a control character
  return cell.replace(/\u001b\[\d+m/g, '').length
}
