import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import {
  Keyboard,
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  Pressable,
} from 'react-aria-components/Menu'
import { Icon } from './Icon.tsx'
import css from './Menu.module.css'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly hotkey?: string
  /** Red, and last. */
  readonly alarm?: boolean
  readonly disabled?: boolean
  readonly run: () => void
}

/** Things to do with what the trigger names. The trigger is a Button or an IconButton. */
export function Menu({
  label,
  trigger,
  actions,
}: {
  label: string
  trigger: ReactElement<object, string>
  actions: readonly MenuAction[]
}) {
  return (
    <MenuTrigger>
      <Pressable>{trigger}</Pressable>
      <Popover className={css.popover ?? ''} placement="bottom end" offset={4}>
        <AriaMenu
          aria-label={label}
          className={css.menu ?? ''}
          disabledKeys={actions.filter((action) => action.disabled).map((action) => action.id)}
          onAction={(id) => actions.find((action) => action.id === id)?.run()}
        >
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              className={[css.item, action.alarm ? css.alarm : ''].join(' ')}
            >
              {action.icon && <Icon of={action.icon} />}
              <span className={css.label}>{action.label}</span>
              {action.hotkey && <Keyboard className={css.key}>{action.hotkey}</Keyboard>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
