import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { Link, useLocation } from 'wouter'
import { lessonSections } from '../../../src-shared/domain/lesson.ts'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import { pressedOf } from '../../components/shortcut.ts'
import { neighbourOf } from './neighbour.ts'
import { lessonListShortcuts } from './shortcuts.ts'
import { useReadLessons } from './use-read-lessons.ts'
import styles from './learn.module.css'

const sectionId = (section: string): string => `lessons-${section.toLowerCase().replaceAll(' ', '-')}`

/** All lessons by the chapter's sections; arrows go through them, and what has been read has a mark. */
export function LessonList({
  lessons,
  id,
  onChosen,
}: {
  lessons: readonly Lesson[]
  id: string | null
  onChosen: () => void
}) {
  const [, navigate] = useLocation()
  const { read } = useReadLessons()
  const list = useRef<HTMLElement>(null)
  const linkTo = (lesson: string) => list.current?.querySelector<HTMLElement>(`a[href="#/learn/${lesson}"]`)
  useEffect(() => {
    if (id !== null) linkTo(id)?.scrollIntoView({ block: 'nearest' })
  }, [id])
  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = pressedOf(lessonListShortcuts, event)
    if (pressed === undefined) return
    event.preventDefault()
    const next = neighbourOf(lessons, id ?? '', pressed === 'next' ? 1 : -1).id
    navigate(`/learn/${next}`)
    linkTo(next)?.focus()
  }
  return (
    <nav ref={list} className={styles.list} aria-label="Lessons" onKeyDown={onKeyDown}>
      <p className={styles.count}>
        {lessons.filter((lesson) => read.includes(lesson.id)).length} of {lessons.length} read
      </p>
      {lessonSections.map((section) => (
        <div key={section}>
          <p className={styles.section} id={sectionId(section)}>
            {section}
          </p>
          <ul aria-labelledby={sectionId(section)}>
            {lessons
              .filter((lesson) => lesson.section === section)
              .map((lesson) => (
                <li key={lesson.id}>
                  <Link
                    href={`/learn/${lesson.id}`}
                    aria-current={lesson.id === id ? 'page' : undefined}
                    title={lesson.question}
                    onClick={onChosen}
                  >
                    <span>{lesson.title}</span>
                    {read.includes(lesson.id) && <IconCheck size={15} aria-label="read" role="img" />}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
