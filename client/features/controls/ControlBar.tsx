import { Ellipsis, PhoneOff } from 'lucide-react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuAction } from '../../ui/Menu.tsx'
import type { Control } from './Control.ts'
import css from './ControlBar.module.css'

/** The controls at the bottom edge, named in words; what does not fit is under "More"; leaving is last, red and apart. */
export function ControlBar({
  controls,
  room,
  more,
  leave,
}: {
  readonly controls: readonly Control[]
  /** How many controls the bar has room for. */
  readonly room: number
  readonly more: readonly MenuAction[]
  readonly leave: Control
}) {
  const { t } = useSpeech()
  const hidden = controls.slice(room)
  const waiting = hidden.reduce((sum, { badge }) => sum + (badge ?? 0), 0)
  return (
    <section className={css.bar} aria-label={t('controls.name')}>
      <div className={css.controls}>
        {controls.slice(0, room).map((control) => (
          <ControlButton key={control.id} control={control} />
        ))}
        <Menu
          label={t('controls.more')}
          trigger={
            <IconButton icon={Ellipsis} label={t('controls.more')} words="below" badge={waiting} />
          }
          actions={[...hidden.map(asAction), ...more]}
        />
      </div>
      <IconButton
        icon={PhoneOff}
        label={leave.label}
        words="below"
        kind="leave"
        onClick={leave.run}
      />
    </section>
  )
}

function ControlButton({
  control: { label, icon, hotkey, off, pressed, badge, run },
}: {
  readonly control: Control
}) {
  return (
    <IconButton
      icon={icon}
      label={label}
      words="below"
      hotkey={hotkey}
      pressed={pressed}
      badge={badge}
      data-off={off || undefined}
      onClick={run}
    />
  )
}

function asAction({ id, label, icon, hotkey, badge, run }: Control): MenuAction {
  return {
    id,
    label: badge ? `${label} (${badge})` : label,
    icon,
    ...(hotkey && { hotkey }),
    run,
  }
}
