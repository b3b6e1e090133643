import { SelectField } from '../ui/SelectField.tsx'

/** Every IANA zone that this browser knows, and the one that was chosen elsewhere. */
export function ZoneField({
  value,
  onChange,
}: {
  value: string
  onChange: (timeZone: string) => void
}) {
  const zones = [...new Set([value, ...Intl.supportedValuesOf('timeZone')])]
    .map((zone) => ({ value: zone, label: zoneLabel(zone) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
  return <SelectField label="Time zone" value={value} options={zones} onChange={onChange} />
}

/** "Berlin (Europe)": the city first, because a list jumps to the letter that is typed. */
function zoneLabel(zone: string): string {
  const [city, ...around] = zone.replaceAll('_', ' ').split('/').toReversed()
  return around.length > 0 ? `${city} (${around.join(', ')})` : zone
}
