import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A part of Inter: the file that has some of the world's characters, and which, as its stylesheet says. */
interface FontPart {
  path: string
  unicodeRange: string
  has(code: number): boolean
}

let parts: readonly FontPart[] | undefined
const encodedByPath = new Map<string, string>()

/**
 * `@font-face` rules that bring Inter along as data, so that a figure looks the same where the font is not installed:
 * those of the font's parts that have one of the text's characters.
 */
export function fontFacesFor(text: string): string {
  const codes = Array.from(new Set(text), (letter) => letter.codePointAt(0)!)
  parts ??= readParts()
  return parts
    .filter(({ has }) => codes.some(has))
    .map(
      ({ path, unicodeRange }) =>
        "@font-face{font-family:'Inter Variable';font-style:normal;font-weight:100 900;" +
        `src:url(data:font/woff2;base64,${encodedFont(path)}) format('woff2');unicode-range:${unicodeRange}}`,
    )
    .join('')
}

function encodedFont(path: string): string {
  const known = encodedByPath.get(path)
  if (known !== undefined) return known
  const encoded = readFileSync(path).toString('base64')
  encodedByPath.set(path, encoded)
  return encoded
}

function readParts(): FontPart[] {
  const stylesheet = createRequire(import.meta.url).resolve('@fontsource-variable/inter/index.css')
  const rules = readFileSync(stylesheet, 'utf8').matchAll(/url\(([^)]+\.woff2)\)[^;]*;\s*unicode-range:\s*([^;]+);/g)
  return Array.from(rules, ([, file, unicodeRange]) => {
    const ranges = unicodeRange!.split(',').map((range) => {
      const [from, to = from] = range.trim().slice(2).split('-')
      return { from: Number.parseInt(from!, 16), to: Number.parseInt(to!, 16) }
    })
    return {
      path: join(dirname(stylesheet), file!),
      unicodeRange: unicodeRange!.trim(),
      has: (code) => ranges.some(({ from, to }) => code >= from && code <= to),
    }
  })
}
