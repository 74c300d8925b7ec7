import 'katex/dist/katex.min.css'
import katex from 'katex'
import { useEffect, useRef } from 'react'
import styles from './formula.module.css'

/** \policy{...}, \estimator{...} and \update{...}: a term in the colour of its choice. */
export const choiceMacros = Object.fromEntries(
  (['policy', 'estimator', 'update'] as const).map((choice) => [`\\${choice}`, `\\htmlClass{term-${choice}}{#1}`]),
)

/** One formula. Only class names may come from the LaTeX; KaTeX also writes MathML, which screen readers read. */
export function Formula({ latex, display }: { latex: string; display?: boolean }) {
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    katex.render(latex, element.current!, {
      displayMode: display ?? false,
      strict: false,
      throwOnError: false,
      trust: (context) => context.command === '\\htmlClass',
      macros: { ...choiceMacros },
    })
  }, [latex, display])
  return <span ref={element} className={styles.formula} />
}
