import { Link } from 'wouter'
import { Formula } from '../formula/formula.tsx'
import { textPieces } from './lesson-text.ts'

/** A paragraph of a lesson with its formulas and links. */
export function LessonParagraph({ text }: { text: string }) {
  return (
    <p>
      {textPieces(text).map((piece, index) => {
        switch (piece.kind) {
          case 'formula':
            return <Formula key={index} latex={piece.latex} />
          case 'strong':
            return <b key={index}>{piece.text}</b>
          case 'emphasis':
            return <em key={index}>{piece.text}</em>
          case 'link':
            return (
              <Link key={index} href={`/learn/${piece.lesson}`}>
                {piece.text}
              </Link>
            )
          case 'text':
            return piece.text
        }
      })}
    </p>
  )
}
