/** The page's words, in the reader's language, from the Fluent files that the whole project shares. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import de from '../../../locales/de/contact.ftl?raw';
import en from '../../../locales/en/contact.ftl?raw';
import type { Words as Both, Language } from './facts';

const LOCALES: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

function bundle(language: Language, source: string): FluentBundle {
  const made = new FluentBundle(LOCALES[language]);
  made.addResource(new FluentResource(source));
  return made;
}

const BUNDLES: Record<Language, FluentBundle> = { de: bundle('de', de), en: bundle('en', en) };

export class Words {
  language: Language;

  constructor(language: Language) {
    this.language = language;
  }

  t(id: string, args: Record<string, FluentVariable> = {}): string {
    const chosen = BUNDLES[this.language];
    const pattern = chosen.getMessage(id)?.value;
    return pattern ? chosen.formatPattern(pattern, args, []) : id;
  }

  /** "Jana und Katrin". */
  names(names: string[]): string {
    return new Intl.ListFormat(LOCALES[this.language], { type: 'conjunction' }).format(names.map(isolated));
  }

  /** 14:02 */
  time(at: number): string {
    return new Intl.DateTimeFormat(LOCALES[this.language], { hour: '2-digit', minute: '2-digit' }).format(at);
  }

  /** The day, for lines of different days. */
  day(at: number): string {
    return new Intl.DateTimeFormat(LOCALES[this.language], { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
  }

  /** The centre's own text; null if it has none. */
  own(both: Both | undefined): string | null {
    return both?.[this.language] || null;
  }
}

/** The reader's language: as chosen here before, as the site says, as the browser says, the centre's first. */
export function firstLanguage(offered: Language[], wishes: (string | null)[]): Language {
  for (const wish of wishes) {
    const found = offered.find((language) => wish?.toLowerCase().split('-')[0] === language);
    if (found) return found;
  }
  return offered[0] ?? 'de';
}

/** Between bidi isolation marks, so that a name cannot reorder what stands around it. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
