/**
 * What the page knows before a chat begins: the body of `GET /v1/page` (JSON, 200, `Cache-Control: no-store`).
 * Everything in it is public. The server builds it anew for each request, because opening hours pass.
 *
 * The server hands out the built page from `ui/dist-contact`: `index.html` as `/` and as `/embed` (the same page, inside
 * the widget's iframe), `assets/*` as `/assets/*` (names carry a hash: cache for ever), `widget.js` as `/widget.js`
 * (`Cache-Control: max-age=300`). Content-Security-Policy that both pages run under:
 * `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none';
 * form-action 'none'; frame-ancestors …` – `'none'` for `/`, `allowed_sites` for `/embed`.
 */
export interface PageFacts {
  /** The centre's name: whose page this is. */
  centre: string;
  /** Languages of the page; the first is for a reader whose own is none of these. */
  languages: Language[];
  /** Where the centre says what becomes of the data, per language; an http(s) address. */
  privacy: Words;
  /** In the order of the centre file. */
  topics: Topic[];
  limits: Limits;
}

/** A topic is an interaction queue, seen from outside. */
export interface Topic {
  /** What `open` names as its topic. */
  id: string;
  name: Words;
  /** Outside its hours nothing can be sent. */
  open: boolean;
  /** Whether an agent of the queue is signed in now; if not, the text for that is shown, and one may write all the same. */
  staffed: boolean;
  texts: TopicTexts;
}

/** The centre's own words; an empty one makes the page say its own. */
export interface TopicTexts {
  closed: Words;
  nobody_there: Words;
  waiting: Words;
  greeting: Words;
}

export interface Limits {
  /** Of a name, in characters. */
  name_chars: number;
  /** Of a message, in bytes of UTF-8. */
  text_bytes: number;
}

export type Language = 'de' | 'en';

export interface Words {
  de: string;
  en: string;
}
