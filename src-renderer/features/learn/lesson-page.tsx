import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useEffect, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Preset } from '../../../src-shared/contract/methods.ts'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import { Formula } from '../../components/formula/formula.tsx'
import { legendOf } from '../../components/formula/index.ts'
import { latexOf } from '../../components/formula/term.ts'
import { LessonParagraph } from '../../components/lessons/lesson-paragraph.tsx'
import { designOf } from './design-of.ts'
import { neighbourOf } from './neighbour.ts'
import { useReadLessons } from './use-read-lessons.ts'
import styles from './learn.module.css'

/** One lesson: the formula, what it says, what to watch for, the exercise, and the ways on. */
export function LessonPage({
  lesson,
  lessons,
  presets,
  children,
}: {
  lesson: Lesson
  lessons: readonly Lesson[]
  presets: readonly Preset[] | null
  /** What can be done with it, where there is no room beside it. */
  children: ReactNode
}) {
  const design = useMemo(() => (presets === null ? null : designOf(lesson, presets)), [lesson, presets])
  const next = neighbourOf(lessons, lesson.id, 1)
  const previous = neighbourOf(lessons, lesson.id, -1)
  return (
    <article className={styles.page} aria-label={lesson.title}>
      <h2>{lesson.title}</h2>
      <p className={styles.question}>{lesson.question}</p>
      <div className={styles.formula} tabIndex={0} role="group" aria-label="Formula">
        <Formula latex={lesson.formula} display />
      </div>
      {children}
      {lesson.paragraphs.map((text) => (
        <LessonParagraph key={text} text={text} />
      ))}
      {design !== null && (
        <>
          <h3>In Design</h3>
          <p className={styles.soft}>“{design.name}”, as Design writes it with the numbers of the preset.</p>
          <div className={styles.designed} tabIndex={0} role="group" aria-label="Formulas in Design">
            {design.formulas.map((formula) => (
              <Formula key={formula.id} latex={latexOf(formula)} />
            ))}
          </div>
          <p className={styles.soft}>
            {['Blue is the policy, amber the estimator, green the update.', ...legendOf(design.formulas)].join(' ')}
          </p>
        </>
      )}
      <h3>Watch for</h3>
      {lesson.watchFor.map((text) => (
        <LessonParagraph key={text} text={text} />
      ))}
      <h3>Exercise</h3>
      {lesson.exercise.map((text) => (
        <LessonParagraph key={text} text={text} />
      ))}
      <Foot lesson={lesson} previous={previous} next={next} />
    </article>
  )
}

/** A large window shows the end of a short lesson at once: who only leafs through has not read it. */
const readAfterMs = 3_000

/** The end of the page: who has seen it has read the lesson, unless they say otherwise. */
function Foot({ lesson, previous, next }: { lesson: Lesson; previous: Lesson; next: Lesson }) {
  const { read, setRead } = useReadLessons()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new IntersectionObserver(([entry]) => {
      clearTimeout(timer)
      if (!entry!.isIntersecting) return
      timer = setTimeout(() => {
        observer.disconnect()
        setRead(lesson.id, true)
      }, readAfterMs)
    })
    observer.observe(end.current!)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [lesson.id, setRead])
  return (
    <div ref={end} className={styles.foot}>
      {previous.id === lesson.id ? (
        <span />
      ) : (
        <Link href={`/learn/${previous.id}`}>
          <IconArrowLeft size={15} aria-hidden /> {previous.title}
        </Link>
      )}
      <label>
        <input
          type="checkbox"
          checked={read.includes(lesson.id)}
          onChange={(event) => setRead(lesson.id, event.target.checked)}
        />
        Read
      </label>
      {next.id === lesson.id ? (
        <span />
      ) : (
        <Link href={`/learn/${next.id}`}>
          {next.title} <IconArrowRight size={15} aria-hidden />
        </Link>
      )}
    </div>
  )
}
