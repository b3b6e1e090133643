/** As a `ref`: the field that the page is about has the focus as soon as it is there. */
export function focusNow(element: HTMLElement | null): void {
  element?.focus()
}
