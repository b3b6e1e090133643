import css from './Button.module.css'

export type ButtonKind = 'plain' | 'primary' | 'alarm' | 'quiet'
export type ButtonSize = 'usual' | 'large' | 'wide'

/** The look of a button, for what is one to the eye only: a link, a menu's trigger. */
export function buttonClass(kind: ButtonKind = 'plain', size: ButtonSize = 'usual'): string {
  return [css.button, css[kind], css[size]].filter(Boolean).join(' ')
}
