/** The secret after the # of a link. It is taken out of the address, so that it stays in no history and no screenshot. */
export function takeFragment(): string {
  const token = location.hash.slice(1)
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}
