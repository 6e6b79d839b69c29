// Whether everything in a page has room: no text runs out of its box, none lies over another, none of our own words is cut,
// and nothing has to be scrolled sideways. Played in the page.

/** What does not fit, in words; none: all of it does. */
export function misfits(): string[] {
  const TOLERANCE = 1.5;
  interface Box {
    left: number;
    right: number;
    top: number;
    bottom: number;
  }
  interface Text {
    node: Text_;
    element: HTMLElement;
    text: string;
    boxes: Box[];
    layer: Element | null;
  }
  type Text_ = globalThis.Text;
  const found: string[] = [];
  const say = (what: string, { element, text }: Pick<Text, 'element' | 'text'>) => {
    const place = element.closest('[data-testid]')?.getAttribute('data-testid') ?? '–';
    found.push(`${what}: “${text.slice(0, 60)}” in ${place} (${element.tagName.toLowerCase()}.${element.className})`);
  };
  const style = (element: Element) => getComputedStyle(element);
  const clips = (element: Element) => style(element).overflowX !== 'visible' || style(element).overflowY !== 'visible';
  /** For ears only, or seen only under the pointer. */
  const unseen = (element: Element): boolean =>
    !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
    element.closest('.visually-hidden') !== null ||
    [...ancestors(element)].some((above) => style(above).clipPath !== 'none');
  function* ancestors(element: Element): Generator<Element> {
    for (let above: Element | null = element; above; above = above.parentElement) yield above;
  }
  /** What lies over the rest on purpose: menus, dialogs, columns that were folded out, what stays while the rest scrolls. */
  const layerOf = (element: Element) =>
    [...ancestors(element)].find(
      (above) =>
        above.matches('dialog, [popover], .layer-of-invitations, .over') ||
        ['sticky', 'fixed'].includes(style(above).position) ||
        (style(above).position === 'absolute' && above.matches('.column')),
    ) ?? null;
  const cut = (box: Box, by: Box): Box => ({
    left: Math.max(box.left, by.left),
    right: Math.min(box.right, by.right),
    top: Math.max(box.top, by.top),
    bottom: Math.min(box.bottom, by.bottom),
  });
  const empty = (box: Box) => box.right - box.left < 1 || box.bottom - box.top < 1;
  const inner = (element: Element): Box => {
    const { left, top } = element.getBoundingClientRect();
    const { clientLeft, clientTop, clientWidth, clientHeight } = element as HTMLElement;
    return {
      left: left + clientLeft,
      top: top + clientTop,
      right: left + clientLeft + clientWidth,
      bottom: top + clientTop + clientHeight,
    };
  };

  // Texts as they are seen: cut by what scrolls or hides around them.
  const texts: Text[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text_ | null; node; node = walker.nextNode() as Text_ | null) {
    const element = node.parentElement;
    const text = node.data.replace(/[\u2066-\u2069]/g, '').trim();
    if (!element || text === '' || element.closest('script, style, [inert]') || unseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let boxes: Box[] = [...range.getClientRects()].map(({ left, right, top, bottom }) => ({ left, right, top, bottom }));
    for (const above of ancestors(element)) {
      if (clips(above) && style(above).display !== 'inline') boxes = boxes.map((box) => cut(box, inner(above)));
      if (style(above).position === 'fixed') break;
    }
    boxes = boxes.filter((box) => !empty(box));
    if (boxes.length > 0) texts.push({ node, element, text, boxes, layer: layerOf(element) });
  }

  for (const it of texts) {
    const range = document.createRange();
    range.selectNodeContents(it.node);
    const whole = range.getBoundingClientRect();
    for (const above of ancestors(it.element)) {
      if (style(above).display.startsWith('inline') && !clips(above) && style(above).display === 'inline') continue;
      const box = inner(above);
      if (whole.right > box.right + TOLERANCE || whole.left < box.left - TOLERANCE) {
        const scrolls = style(above).overflowX === 'auto' || style(above).overflowX === 'scroll';
        if (!clips(above)) say('runs out of its box', it);
        else if (scrolls && !above.matches('[role=tablist]')) say('has to be scrolled sideways', it);
        else if (!scrolls) {
          // Somebody's own words may be cut, and what can be read in full under the pointer; ours not.
          const foreign = it.element.closest('.foreign, [data-testid=chat-preview], blockquote, q') !== null;
          const titled = [...ancestors(it.element)].some((at) => at.getAttribute('title'));
          if (!foreign && !titled) say('is cut', it);
        }
        break;
      }
      if (style(above).position === 'absolute' || style(above).position === 'fixed' || clips(above)) break;
    }
  }

  // Lines of different texts in one layer.
  for (const [index, one] of texts.entries())
    for (const other of texts.slice(index + 1)) {
      if (one.layer !== other.layer) continue;
      const lies = one.boxes.some((box) =>
        other.boxes.some((over) => {
          const both = cut(box, over);
          return both.right - both.left > 2 && both.bottom - both.top > 5;
        }),
      );
      if (lies) say(`lies over “${other.text.slice(0, 40)}”`, one);
    }

  // Fields of one line: a placeholder is ours. In longer ones it breaks as any text.
  for (const field of document.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
    if (field.value !== '' || unseen(field)) continue;
    const paper = document.createElement('canvas').getContext('2d');
    if (!paper) continue;
    const { font, paddingLeft, paddingRight } = style(field);
    paper.font = font;
    if (
      paper.measureText(field.placeholder).width >
      field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) + 1
    )
      say('placeholder is cut', { element: field, text: field.placeholder });
  }
  return [...new Set(found)];
}
