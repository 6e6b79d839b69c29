// The texts of the page that end before they are over: beside the window, or in a box that neither scrolls nor says so by an ellipsis.
const cut = [];
for (const element of document.querySelectorAll('body *')) {
  const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  if (own.length === 0 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  const range = document.createRange();
  range.setStartBefore(own[0]);
  range.setEndAfter(own.at(-1));
  const text = range.getBoundingClientRect();
  if (text.width === 0) continue;
  let inside = { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity };
  let says = false;
  for (let box = element; box !== document.documentElement; box = box.parentElement) {
    const { overflowX, overflowY, textOverflow, position } = getComputedStyle(box);
    const edge = box.getBoundingClientRect();
    // Heard, not seen.
    if (edge.width <= 1 || edge.height <= 1) says = true;
    if (textOverflow === 'ellipsis') says = true;
    if (overflowX === 'auto' || overflowX === 'scroll') inside = { ...inside, left: -Infinity, right: Infinity };
    else if (overflowX !== 'visible') inside = { ...inside, left: Math.max(inside.left, edge.left), right: Math.min(inside.right, edge.right) };
    if (overflowY === 'auto' || overflowY === 'scroll') break;
    if (overflowY !== 'visible') inside = { ...inside, top: Math.max(inside.top, edge.top), bottom: Math.min(inside.bottom, edge.bottom) };
    if (position === 'fixed') break;
  }
  const over = text.left < inside.left - 1 || text.right > inside.right + 1 || text.top < inside.top - 1 || text.bottom > inside.bottom + 1;
  if (over && !says) cut.push(`${element.closest('[data-testid]')?.dataset.testid}: ${element.textContent.trim().slice(0, 40)}`);
}
if (document.scrollingElement.scrollWidth > innerWidth + 1) cut.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
return cut;
