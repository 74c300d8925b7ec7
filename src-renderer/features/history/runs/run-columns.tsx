import type { RunField } from '../../../../src-shared/domain/run-filter/fields.ts'
import { meanOf } from '../../../../src-shared/domain/run-filter/order.ts'
import type { RunTable } from '../../../../src-shared/domain/run-filter/table.ts'
import { slotOf } from '../../../../src-shared/figure/variant-style.ts'
import { plural } from '../../../../src-shared/words/format.ts'
import { LockMark, SoftCell, StatusCell, TagsCell } from '../../../components/experiment-tree/cells.tsx'
import type { TreeColumn } from '../../../components/experiment-tree/tree-head.tsx'
import { Swatch } from '../../../components/swatch.tsx'
import { cellText, isRightAligned, numberText } from './field-text.ts'
import { tableNodeName, type GroupNode, type TableNode, type TableRunNode } from './run-rows.ts'
import styles from './runs.module.css'

/** The run itself first, then the chosen fields. */
export function runColumns(
  table: RunTable,
  fields: readonly RunField[],
  groupBy: RunField | null,
  nowMs: number,
): TreeColumn<TableNode>[] {
  const first: TreeColumn<TableNode> = {
    id: 'run',
    header: groupBy === null ? 'Run' : `Run, by ${inText(groupBy)}`,
    minPx: 220,
    grow: 3,
    sort: 'variant',
    cell: ({ node }) => (node.kind === 'group' ? <GroupName node={node} /> : <RunName node={node} />),
  }
  return [first, ...fields.map((field) => fieldColumn(table, field, nowMs))]
}

function fieldColumn(table: RunTable, field: RunField, nowMs: number): TreeColumn<TableNode> {
  const isText = field.kind === 'text'
  return {
    id: field.id,
    header: field.unit === undefined ? field.title : `${field.title}, ${field.unit}`,
    title: field.id,
    minPx: field.id === 'experiment' ? 150 : isText ? 110 : 92,
    ...(isText && { grow: 1 }),
    ...(isRightAligned(field) && { align: 'right' as const }),
    sort: field.id,
    cell: ({ node }) =>
      node.kind === 'group' ? (
        <GroupMean table={table} field={field} node={node} nowMs={nowMs} />
      ) : (
        <FieldCell table={table} field={field} node={node} nowMs={nowMs} />
      ),
  }
}

interface CellProps<Node> {
  table: RunTable
  field: RunField
  node: Node
  nowMs: number
}

function FieldCell({ table, field, node, nowMs }: CellProps<TableRunNode>) {
  if (field.id === 'status') return <StatusCell node={node} />
  if (field.id === 'tag') return <TagsCell tags={table.texts(field)[node.row]!} />
  const { text, title } = cellText(table, field, node.row, nowMs)
  if (field.of === 'metric') return <span title={title}>{text}</span>
  return <SoftCell text={text} title={title} />
}

/** Of numbers the mean over the group's runs that have one; of a text nothing. */
function GroupMean({ table, field, node, nowMs }: CellProps<GroupNode>) {
  const mean = meanOf(table, field, node.rows)
  if (mean === null || field.id === 'seed') return null
  const { text } = numberText(field, mean.mean, nowMs)
  return (
    <span className={styles.mean} title={`Mean over ${plural(mean.count, 'run')}: ${mean.mean}`}>
      {text}
    </span>
  )
}

function GroupName({ node }: { node: GroupNode }) {
  return (
    <>
      <span className={styles.group} title={tableNodeName(node)}>
        {node.text === '' ? 'No value' : node.text}
      </span>
      <span className={styles.count}>{plural(node.rows.length, 'run')}</span>
    </>
  )
}

function RunName({ node }: { node: TableRunNode }) {
  return (
    <>
      <Swatch slot={slotOf(node.variant, node.run.variantIndex)} shape="line" />
      <span className={styles.run} title={tableNodeName(node)}>
        {node.variant.name}
      </span>
      <span className={styles.count}>seed {node.run.seed}</span>
      {(node.run.locked || node.experiment.locked) && <LockMark />}
    </>
  )
}

const inText = ({ title }: RunField): string => title.charAt(0).toLowerCase() + title.slice(1)
