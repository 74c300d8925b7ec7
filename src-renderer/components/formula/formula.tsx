import 'katex/dist/katex.min.css'
import katex from 'katex'
import { useEffect, useRef } from 'react'
import styles from './formula.module.css'

/** One formula. Only class names may come from the LaTeX; KaTeX also writes MathML, which screen readers read. */
export function Formula({ latex, display }: { latex: string; display?: boolean }) {
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    katex.render(latex, element.current!, {
      displayMode: display ?? false,
      strict: false,
      throwOnError: false,
      trust: (context) => context.command === '\\htmlClass',
    })
  }, [latex, display])
  return <span ref={element} className={styles.formula} />
}
