import { createHash } from 'node:crypto'
import { secretKey } from '../../../src-shared/contract/loopback.ts'

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

/** A text inside a script, where "</script>" would end it. */
const scriptText = (text: string): string => JSON.stringify(text).replaceAll('<', '\\u003c')

/**
 * The token's page: gives the secret to the pages of this origin, port included, and goes on by script, so that no
 * address with the token stays in the history.
 */
export const welcomePage = (secret: string): Page =>
  page(
    'Ascent',
    '<p>Opening Ascent…</p>',
    `try{localStorage.setItem(${scriptText(secretKey)},${scriptText(secret)});location.replace('/')}` +
      `catch{document.querySelector('p').textContent=${scriptText(storageBlocked)}}`,
  )

const storageBlocked =
  'This browser doesn’t let pages keep data, so Ascent can’t be opened in it. Allow site data for 127.0.0.1, then ' +
  'run npm start again.'

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
  page('Ascent', '<p>Opening Ascent…</p>', `location.replace(${scriptText(url)})`).html
