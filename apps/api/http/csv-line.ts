/** A line of a CSV file. Quoted wherever a spreadsheet could see more than one cell, whatever delimiter it assumes. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/["\r\n,;|\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
