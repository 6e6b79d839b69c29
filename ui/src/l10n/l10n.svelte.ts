// All words of the windows. The same Fluent files serve Rust and the UI; the language can change at any moment,
// and whoever called `t` while drawing is drawn again.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { Language } from '../generated/Language';
import type { Phrase } from '../generated/Phrase';
import type { Timestamp } from '../generated/Timestamp';

type Files = Record<string, string>;

// Contact and practice have words of their own, which no window of the desktop shows.
const DE = import.meta.glob<string>(['../../../locales/de/*.ftl', '!**/contact.ftl', '!**/practice.ftl'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const EN = import.meta.glob<string>(['../../../locales/en/*.ftl', '!**/contact.ftl', '!**/practice.ftl'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Arguments of this name are wall-clock times in milliseconds; they are shown as a time of day. */
const TIMES = new Set(['at']);
/** Numbers that name something and count nothing: no separators in them. */
const NAMES = new Set(['port']);

/** What Fluent puts around everything that is filled in. */
const FILLED = /\u2068([^\u2069]*)\u2069/;
const ISOLATING = /[\u2066-\u2069]/g;

const LOCALES: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

function bundleOf(language: Language, files: Files): FluentBundle {
  const bundle = new FluentBundle(LOCALES[language]);
  for (const text of Object.values(files)) bundle.addResource(new FluentResource(text));
  return bundle;
}

/** What a message's placeholders are filled with. Dates and durations come ready-made as strings. */
export type Args = Record<string, string | number>;

export class L10n {
  language = $state<Language>(initialLanguage());
  readonly #bundles: Record<Language, FluentBundle> = { de: bundleOf('de', DE), en: bundleOf('en', EN) };

  get locale(): string {
    return LOCALES[this.language];
  }

  /** The message of that id. A missing one shows its id: a test sees to it that none is missing. */
  t(id: string, args: Args = {}): string {
    return this.#format(id, args) ?? id;
  }

  /** What the desktop says; its times become times of day. */
  phrase(phrase: Phrase): string {
    const args: Args = {};
    for (const [name, value] of Object.entries(phrase.args)) {
      if (typeof value !== 'number') args[name] = value;
      else if (TIMES.has(name)) args[name] = this.time(value);
      else args[name] = NAMES.has(name) ? String(value) : value;
    }
    return this.t(phrase.id, args);
  }

  /** The same in pieces: our own words, and what is filled in. Nothing of that ends its piece by itself. */
  pieces({ id, args }: Phrase): readonly { readonly text: string; readonly filled: boolean }[] {
    const clean = Object.entries(args).map(([name, value]) => [name, typeof value === 'string' ? value.replace(ISOLATING, '') : value]);
    const words = this.phrase({ id, args: Object.fromEntries(clean) });
    const pieces = words.split(FILLED).map((text, at) => ({ text: text.replace(ISOLATING, ''), filled: at % 2 === 1 }));
    return pieces.filter(({ text }) => text !== '');
  }

  /** 14:02 */
  time(at: Timestamp): string {
    return format(this.locale, { hour: '2-digit', minute: '2-digit' }).format(at);
  }

  /** A day in figures: 28.11. */
  date(at: Timestamp): string {
    return format(this.locale, { day: '2-digit', month: '2-digit' }).format(at);
  }

  /** 14:02:07, to tell apart what follows fast. */
  second(at: Timestamp): string {
    return format(this.locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
  }

  /** Day and time in figures. */
  stamp(at: Timestamp): string {
    return format(this.locale, { dateStyle: 'short', timeStyle: 'medium' }).format(at);
  }

  /** "Heute", "Gestern" or the date. */
  day(at: Timestamp, now: Timestamp): string {
    const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
    if (days === 0) return this.t('day-today');
    if (days === 1) return this.t('day-yesterday');
    return format(this.locale, { weekday: 'long', day: 'numeric', month: 'long', ...(days > 300 ? { year: 'numeric' } : {}) }).format(at);
  }

  /** The whole date, for what is read later. */
  fullDate(at: Timestamp): string {
    return format(this.locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  /** A language's own name in the language that is shown. */
  languageName(language: Language): string {
    return this.t(`language-${language}`);
  }

  #format(id: string, args: Record<string, FluentVariable>): string | null {
    const bundle = this.#bundles[this.language];
    const message = bundle.getMessage(id);
    if (!message?.value) return null;
    const errors: Error[] = [];
    return bundle.formatPattern(message.value, args, errors);
  }
}

/** 0:42, 12:05, 1:02:03. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export function startOfDay(at: Timestamp): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** Until the desktop has told its language. WebKitGTK may say `C`: that is no language of ours. */
function initialLanguage(): Language {
  return navigator.language?.toLowerCase().startsWith('en') ? 'en' : 'de';
}

export const l10n = new L10n();

/** Shorthand for markup. */
export function t(id: string, args?: Args): string {
  return l10n.t(id, args);
}
