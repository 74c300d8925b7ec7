/** A run of a lesson's text that is written in one way. */
export type TextPiece =
  | { kind: 'text' | 'strong' | 'emphasis'; text: string }
  | { kind: 'formula'; latex: string }
  /** To another lesson. */
  | { kind: 'link'; text: string; lesson: string }

const marks =
  /\$(?<latex>[^$]+)\$|\*\*(?<strong>[^*]+)\*\*|\*(?<emphasis>[^*]+)\*|\[(?<text>[^\]]+)\]\(lesson:(?<lesson>[a-z0-9-]+)\)/g

/** A paragraph's marks: `$formula$`, `**strong**`, `*emphasis*`, `[words](lesson:id)`; anything else is as it stands. */
export function textPieces(paragraph: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of paragraph.matchAll(marks)) {
    if (match.index > end) pieces.push({ kind: 'text', text: paragraph.slice(end, match.index) })
    end = match.index + match[0].length
    const { latex, strong, emphasis, text, lesson } = match.groups!
    if (latex !== undefined) pieces.push({ kind: 'formula', latex })
    else if (strong !== undefined) pieces.push({ kind: 'strong', text: strong })
    else if (emphasis !== undefined) pieces.push({ kind: 'emphasis', text: emphasis })
    else pieces.push({ kind: 'link', text: text!, lesson: lesson! })
  }
  if (end < paragraph.length) pieces.push({ kind: 'text', text: paragraph.slice(end) })
  return pieces
}
