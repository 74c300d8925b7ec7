import type { ComponentType } from 'react'
import type { LabId, LabSpecOf } from '../../../../src-shared/catalogue/labs/index.ts'
import type { LabResultOf } from '../../../../src-shared/domain/lab-results/index.ts'

/** What a person chose on a page, beside the settings: the page's own affair. */
export type Choices = Readonly<Record<string, unknown>>

export interface LabPageProps<Id extends LabId> {
  result: LabResultOf<Id>
  /** What the result was measured by. */
  spec: LabSpecOf<Id>
  choices: Choices
  onChoices: (choices: Choices) => void
}

/** One lab in the view. */
export interface LabView<Id extends LabId> {
  /** Draws a result: pictures by `LabFigure`, which the export finds, and tables. */
  Page: ComponentType<LabPageProps<Id>>
  /** What was found, where it depends on what was chosen on the page; else as exports say it. */
  found?: (result: LabResultOf<Id>, choices: Choices) => string[]
}
