/**
 * A name as CSV. A spreadsheet takes what begins with one of these characters for a formula and computes it, so such a
 * name gets an apostrophe before it, which a spreadsheet doesn't show.
 */
export function csvCell(name: string): string {
  const inert = /^[=@\t\r]|^[+-](?![\d.]+$)/.test(name) ? `'${name}` : name
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** The shortest text that reads back to the same bits. */
export const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))
