import { useRef, useState } from 'react'
import type { DragEvent } from 'react'
import type { TreeNode, TreeRow } from './tree.ts'

export interface TreeDrag<Node = TreeNode> {
  canDrag: (node: Node) => boolean
  canDrop: (moving: Node, target: Node) => boolean
  onDrop: (moving: Node, target: Node, side: 'before' | 'after') => void
}

type Side = 'before' | 'after'

/** Rows dragged between others: each row's handlers, and where a drop would put what is dragged. */
export function useRowDrag<Node extends { key: string }>(drag: TreeDrag<Node> | undefined) {
  const [dropMark, setDropMark] = useState<{ key: string; side: Side } | null>(null)
  const dragged = useRef<Node | null>(null)

  const sideOf = (event: DragEvent): Side => {
    const box = event.currentTarget.getBoundingClientRect()
    return event.clientY < box.top + box.height / 2 ? 'before' : 'after'
  }
  const handlersOf = (row: TreeRow<Node>) => {
    if (drag === undefined) return {}
    return {
      draggable: drag.canDrag(row.node),
      onDragStart: (event: DragEvent) => {
        dragged.current = row.node
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', row.node.key)
      },
      onDragOver: (event: DragEvent) => {
        if (dragged.current === null || !drag.canDrop(dragged.current, row.node)) return
        event.preventDefault()
        setDropMark({ key: row.node.key, side: sideOf(event) })
      },
      onDragLeave: () => setDropMark(null),
      onDragEnd: () => {
        dragged.current = null
        setDropMark(null)
      },
      onDrop: (event: DragEvent) => {
        const moving = dragged.current
        setDropMark(null)
        if (moving === null || !drag.canDrop(moving, row.node)) return
        event.preventDefault()
        drag.onDrop(moving, row.node, sideOf(event))
      },
    }
  }
  return { dropMark, handlersOf }
}
