/** The digits of what was typed or pasted, such as "482 913" or "482-913", in the scripts that write other digits too. */
export function digitsOf(typed: string): string {
  return (typed.match(/\p{Nd}/gu) ?? []).map(digitOf).join('')
}

/** Unicode keeps each script's ten digits together, beginning with its zero. */
function digitOf(sign: string): string {
  const point = sign.codePointAt(0) ?? 0
  let zero = point
  while (zero > point - 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(point - zero)
}
