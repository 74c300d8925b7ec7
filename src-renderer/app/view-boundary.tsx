import { Component } from 'react'
import type { ErrorInfo, ReactNode } from 'react'
import { EmptyState } from '../components/empty-state.tsx'
import { ViewNotLoaded } from './load-view.ts'

/** A mistake in one view leaves the others, and everything that runs, as they are. */
export class ViewBoundary extends Component<{ children: ReactNode }, { failure: Error | null }> {
  override state: { failure: Error | null } = { failure: null }

  static getDerivedStateFromError(failure: Error) {
    return { failure }
  }

  override componentDidCatch(failure: Error, info: ErrorInfo): void {
    console.error(failure, info.componentStack)
  }

  override render(): ReactNode {
    if (!this.state.failure) return this.props.children
    return (
      <EmptyState
        title="This view could not be shown"
        sentence={`${this.state.failure.message}. Runs are not affected.`}
      >
        {this.state.failure instanceof ViewNotLoaded ? (
          <button type="button" onClick={() => location.reload()}>
            Reload the page
          </button>
        ) : (
          <button type="button" onClick={() => this.setState({ failure: null })}>
            Try again
          </button>
        )}
      </EmptyState>
    )
  }
}
