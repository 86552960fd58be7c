/** A part of the page that cannot be drawn, or did not load, says so and leaves the others standing. */
import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'

interface Props {
  readonly children: ReactNode
}

export class Boundary extends Component<Props, { readonly failed: boolean }> {
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }
  override state = { failed: false }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <p role="alert">
        This part of the page could not be shown.{' '}
        <Button look="line" onClick={() => this.setState({ failed: false })}>
          Try again
        </Button>
      </p>
    )
  }
}
