import { Drawer } from '@mantine/core'
import { IconList, IconSchool } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Redirect, useLocation, useParams } from 'wouter'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useLessons, usePresets } from '../../components/lessons/use-lessons.ts'
import { usePageTitle } from '../../components/page-title.ts'
import { pressedOf } from '../../components/shortcut.ts'
import { useWide } from '../../components/side-panel.tsx'
import { useViewKey } from '../../components/use-view-key.ts'
import { LessonList } from './lesson-list.tsx'
import { LessonPage } from './lesson-page.tsx'
import { neighbourOf } from './neighbour.ts'
import { rememberLesson, rememberedLesson } from './remembered.ts'
import { learnShortcuts } from './shortcuts.ts'
import { TryIt } from './try-it.tsx'
import styles from './learn.module.css'

export function LearnView() {
  const { value: lessons, failure } = useLessons()
  const { lesson: id } = useParams<{ lesson?: string }>()
  if (failure !== null) return <EmptyState title="The lessons can’t be read" sentence={failure} />
  if (lessons === null) return null
  if (id === undefined) return <Redirect to={`/learn/${rememberedLesson(lessons)}`} replace />
  return <Lessons lessons={lessons} id={id} />
}

function Lessons({ lessons, id }: { lessons: readonly Lesson[]; id: string }) {
  const lesson = lessons.find((each) => each.id === id)
  const [, navigate] = useLocation()
  const wide = useWide()
  const [drawer, setDrawer] = useState(false)
  const presets = usePresets()
  usePageTitle('Learn', lesson?.title)
  useEffect(() => {
    if (lesson) rememberLesson(lesson.id)
  }, [lesson])
  const step = (by: 1 | -1) => navigate(`/learn/${neighbourOf(lessons, id, by).id}`)
  useViewKey(learnShortcuts.next, () => step(1))
  useViewKey(learnShortcuts.previous, () => step(-1))
  // With the focus on a link or a button of the page, which have no use for letters.
  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = pressedOf(learnShortcuts, event)
    if (pressed === undefined || event.defaultPrevented) return
    event.preventDefault()
    step(pressed === 'next' ? 1 : -1)
  }
  const list = <LessonList lessons={lessons} id={lesson?.id ?? null} onChosen={() => setDrawer(false)} />
  const tryIt = lesson && <TryIt lesson={lesson} presets={presets} />
  return (
    <section className={styles.view} aria-label="Learn" onKeyDown={onKeyDown}>
      {wide ? (
        <aside className={styles.left} aria-label="Lessons">
          {list}
        </aside>
      ) : (
        <Drawer title="Lessons" opened={drawer} onClose={() => setDrawer(false)} size={320}>
          {list}
        </Drawer>
      )}
      {/* Of another lesson: it begins at its top. */}
      <div className={styles.work} key={id} tabIndex={0} role="group" aria-label="Lesson">
        {!wide && (
          <div className={styles.topRow}>
            <Button icon={<IconList size={16} aria-hidden />} onClick={() => setDrawer(true)}>
              Lessons
            </Button>
          </div>
        )}
        {lesson ? (
          <LessonPage lesson={lesson} lessons={lessons} presets={presets.value}>
            {!wide && tryIt}
          </LessonPage>
        ) : (
          <EmptyState
            icon={<IconSchool size={34} aria-hidden />}
            title={`There is no lesson “${id}”`}
            sentence="The address may be of another version. Choose a lesson in the list, or begin with the first."
          >
            <Button kind="primary" onClick={() => navigate(`/learn/${lessons[0]!.id}`)}>
              The first lesson
            </Button>
          </EmptyState>
        )}
      </div>
      {wide && lesson && (
        <aside className={styles.right} aria-label="Run it and measure it">
          {tryIt}
        </aside>
      )}
    </section>
  )
}
