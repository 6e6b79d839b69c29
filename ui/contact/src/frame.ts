/**
 * The page inside the widget's iframe, and the page around it. They tell each other three things and nothing else:
 * open, close, height. Only messages of the site that put the widget there count.
 */
export type FromFrame = { konsil: 'close' } | { konsil: 'height'; px: number };
export type ToFrame = { konsil: 'open' };

export interface Frame {
  /** The site around, as an origin. */
  site: string;
  close(): void;
  height(px: number): void;
}

/** Null where this page stands by itself. */
export function frameAround(opened: () => void): Frame | null {
  const site = originOf(new URLSearchParams(location.search).get('site'));
  if (location.pathname !== '/embed' || window.parent === window || site === null) return null;
  const tell = (message: FromFrame) => window.parent.postMessage(message, site);
  window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source === window.parent && origin === site && isOpen(data)) opened();
  });
  return { site, close: () => tell({ konsil: 'close' }), height: (px) => tell({ konsil: 'height', px }) };
}

function isOpen(data: unknown): data is ToFrame {
  return typeof data === 'object' && data !== null && 'konsil' in data && data.konsil === 'open';
}

function originOf(text: string | null): string | null {
  try {
    const { origin } = new URL(text ?? '');
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}
