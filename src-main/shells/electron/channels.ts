/**
 * The IPC channels: two of text frames as src-shared/contract/wire.ts defines them; how many characters of them the page
 * has read; and that its line was closed, for it did not read. The preload is bundled, so it may
 * import this.
 */
export const toAppChannel = 'ascent:to-app'
export const toPageChannel = 'ascent:to-page'
export const pageHasReadChannel = 'ascent:page-has-read'
export const lineClosedChannel = 'ascent:line-closed'
