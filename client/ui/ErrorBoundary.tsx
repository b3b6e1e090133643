import { Component, type ReactNode } from 'react'

/** React offers this only to classes. What is shown instead is the caller's: it knows the language. */
export class ErrorBoundary extends Component<
  {
    readonly renderInstead: (error: unknown, again: () => void) => ReactNode
    readonly children: ReactNode
  },
  { readonly failed: boolean; readonly error: unknown }
> {
  override state = { failed: false, error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { failed: true, error }
  }

  override render(): ReactNode {
    const { renderInstead, children } = this.props
    return this.state.failed
      ? renderInstead(this.state.error, () => this.setState({ failed: false, error: undefined }))
      : children
  }
}
