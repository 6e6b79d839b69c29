/**
 * `widget.js`: what the `<script>` line puts on somebody's web site. A button, and, once it was pressed, an iframe with
 * the server's own `/embed` page. Nothing of the site is read but its language; the two exchange open, close, height.
 *
 * Works under a strict Content-Security-Policy: no inline script or style, no evaluation; the site allows this server
 * in `script-src` and `frame-src`, no more. The styles live in a shadow root, so that site and widget do not touch.
 */

import words from 'virtual:widget-words';
import type { Language } from './facts';
import type { FromFrame, ToFrame } from './frame';
import css from './widget.css?inline';

class Widget {
  readonly #server: string;
  readonly #lang: string;
  readonly #words: (typeof words)[Language];
  readonly #button = document.createElement('button');
  readonly #label = document.createElement('span');
  readonly #panel = document.createElement('div');
  #frame: HTMLIFrameElement | null = null;
  #loaded = false;

  constructor(server: string, language: Language, chosen: string) {
    this.#server = server;
    this.#lang = chosen;
    this.#words = words[language];
    const host = document.createElement('div');
    host.lang = language;
    const shadow = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    this.#button.type = 'button';
    this.#button.append(bubbleIcon(), this.#label);
    this.#panel.hidden = true;
    shadow.append(this.#panel, this.#button);
    this.#button.addEventListener('click', () => (this.#panel.hidden ? this.#open() : this.#close()));
    window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
      if (origin === this.#server && source !== null && source === this.#frame?.contentWindow) this.#told(data);
    });
    this.#draw();
    document.body.append(host);
  }

  #open(): void {
    this.#panel.hidden = false;
    if (this.#frame === null) {
      const address = new URL('/embed', this.#server);
      address.searchParams.set('site', location.origin);
      if (this.#lang !== '') address.searchParams.set('lang', this.#lang);
      const frame = document.createElement('iframe');
      frame.title = this.#words.frame;
      frame.referrerPolicy = 'strict-origin-when-cross-origin';
      frame.addEventListener('load', () => {
        this.#loaded = true;
        this.#enter();
      });
      frame.src = address.href;
      this.#frame = frame;
      this.#panel.append(frame);
    } else if (this.#loaded) {
      this.#enter();
    }
    this.#draw();
  }

  #close(): void {
    this.#panel.hidden = true;
    this.#draw();
    this.#button.focus();
  }

  #enter(): void {
    const message: ToFrame = { konsil: 'open' };
    this.#frame?.focus();
    this.#frame?.contentWindow?.postMessage(message, this.#server);
  }

  #told(data: unknown): void {
    if (!isFromFrame(data)) return;
    switch (data.konsil) {
      case 'close':
        return this.#close();
      case 'height':
        // Between a hand's breadth and what the style sheet allows.
        this.#panel.style.setProperty('height', `${Math.min(Math.max(Math.round(data.px), 280), 2000)}px`);
    }
  }

  #draw(): void {
    const open = !this.#panel.hidden;
    this.#button.setAttribute('aria-expanded', String(open));
    this.#button.setAttribute('aria-label', open ? this.#words.close : this.#words.open);
    this.#label.textContent = this.#words.label;
  }
}

function isFromFrame(data: unknown): data is FromFrame {
  if (typeof data !== 'object' || data === null || !('konsil' in data)) return false;
  return data.konsil === 'close' || (data.konsil === 'height' && 'px' in data && Number.isFinite(data.px));
}

function bubbleIcon(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M21 15a2 2 0 0 1-2 2H8l-5 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z');
  svg.append(path);
  return svg;
}

// Last, because classes exist only from here on.
const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src !== '') {
  const server = new URL(script.src).origin;
  const wished = script.dataset['language'] ?? document.documentElement.lang;
  const start = () => new Widget(server, wished.toLowerCase().startsWith('en') ? 'en' : 'de', script.dataset['language'] ?? '');
  if (document.body === null) document.addEventListener('DOMContentLoaded', start);
  else start();
}
