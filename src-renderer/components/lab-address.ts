/** Where a lab stands with these settings filled in, and with a stored result where one is to be opened. */
export const labPath = (lab: string, spec: object, opened: string | null): string =>
  `/lab/${lab}?spec=${encodeURIComponent(JSON.stringify(spec))}${opened === null ? '' : `&open=${opened}`}`
