import { SelectField } from '../ui/SelectField.tsx'

/** Every IANA zone that this browser knows, and the one that was chosen elsewhere. */
export function ZoneField({
  value,
  onChange,
}: {
  value: string
  onChange: (timeZone: string) => void
}) {
  const zones = [...new Set([value, ...Intl.supportedValuesOf('timeZone')])].sort()
  return (
    <SelectField
      label="Time zone"
      value={value}
      options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      onChange={onChange}
    />
  )
}
