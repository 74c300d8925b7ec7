import { createHash } from 'node:crypto'

export interface Page {
  readonly html: string
  readonly contentSecurityPolicy: string
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function page(title: string, body: string, script?: string): Page {
  const style =
    'body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1em;color-scheme:light dark}'
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return {
    html:
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
      `<style>${style}</style>${body}${script === undefined ? '' : `<script>${script}</script>`}</html>`,
    contentSecurityPolicy:
      `default-src 'none'; style-src ${hash(style)}; script-src ${script === undefined ? "'none'" : hash(script)}; ` +
      `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}

/**
 * The token's page goes on by script: after a redirect that began at a file, Chromium would not send the new cookie.
 */
export const welcomePage = (): Page => page('Ascent', '<p>Opening Ascent…</p>', "location.replace('/')")

export const refusedPage = (): Page =>
  page(
    'Ascent',
    '<h1>This link has been used</h1><p>Each link opens Ascent once. Run <code>npm start</code> again: it opens ' +
      'a window of the app that is already running.</p>',
  )

/**
 * The file that a browser is started with: the address with its token stands in it, not on a command line that every
 * user can read.
 */
export const openingPage = (url: string): string =>
  page('Ascent', '<p>Opening Ascent…</p>', `location.replace(${JSON.stringify(url).replaceAll('<', '\\u003c')})`).html

/** Puts the page's secret into the app's page, where only a script of the same origin can read it. */
export function withPageSecret(indexHtml: string, secret: string): string {
  const marked = indexHtml.replace('<head>', `<head><meta name="ascent-secret" content="${escapeHtml(secret)}">`)
  if (marked === indexHtml) throw new Error('The renderer has no <head>.')
  return marked
}
