import { useEffect, useState, type ComponentType, type ReactNode } from 'react'

/**
 * A component whose code is fetched when it is first shown, or before that by `fetch`. React's `lazy` would keep the
 * person waiting: what was under a fallback of Suspense appears 300 ms after the fallback at the earliest.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode,
) {
  let fetched: ComponentType<P> | undefined
  const fetch = async (): Promise<ComponentType<P>> => (fetched ??= await load())

  function Later(props: P): ReactNode {
    const [Shown, show] = useState(() => fetched)
    const [failed, setFailed] = useState<{ readonly error: unknown }>()
    useEffect(() => {
      fetch().then(
        (component) => show(() => component),
        (error: unknown) => setFailed({ error }),
      )
    }, [])
    if (failed) throw failed.error
    return Shown ? <Shown {...props} /> : meanwhile
  }
  return Object.assign(Later, { fetch })
}
