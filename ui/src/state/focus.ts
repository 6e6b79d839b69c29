// What leaves the keyboard where it is.

/**
 * For `mousedown` on a tool that only toggles: a click on it takes no caret out of a composer, where the next words would
 * be lost and each space would press the tool again. By Tab it is reached as ever.
 */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
