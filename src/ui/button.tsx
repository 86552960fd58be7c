import type { ButtonHTMLAttributes, ReactElement, ReactNode } from 'react'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: 'line' | 'solid' | 'icon' | 'quiet'
  readonly children?: ReactNode
}

/** A button of the chrome: ink on paper, at least 32 px high. */
export function Button({ look = 'quiet', className = '', children, ...rest }: Props): ReactElement {
  return (
    <button type="button" className={`btn ${look} ${className}`} {...rest}>
      {children}
    </button>
  )
}
