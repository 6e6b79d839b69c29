/** What a refusal says to the reader. */
import type { ContactRefusal } from './wire';
import type { Words } from './words';

export function refusalText(refusal: ContactRefusal, words: Words): string {
  switch (refusal.kind) {
    case 'no_such_chat':
      return words.t('page-start-gone');
    case 'no_such_topic':
      return words.t('page-refused-no-such-topic');
    case 'closed':
      return words.t('page-refused-closed');
    case 'chat_ended':
      return words.t('page-refused-chat-ended');
    case 'name_missing':
      return words.t('page-refused-name-missing');
    case 'name_too_long':
      return words.t('page-refused-name-too-long', { limit: refusal.limit });
    case 'text_empty':
      return words.t('page-refused-text-empty');
    case 'text_too_long':
      return words.t('page-refused-text-too-long');
    case 'too_many_chats':
    case 'too_fast':
      return words.t('page-refused-too-many-chats', { seconds: Math.max(1, Math.ceil(refusal.retry_after_ms / 1000)) });
    // Repeating it as it is does not help.
    case 'malformed':
      return words.t('page-refused-malformed');
    case 'not_stored':
    case 'unsupported':
      return words.t('page-refused-not-stored');
  }
}

/** Bytes of UTF-8. */
export function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A message that the server would refuse anyway. */
export function textRefusal(text: string, limit: number): ContactRefusal | null {
  if (text.trim() === '') return { kind: 'text_empty' };
  return bytes(text) > limit ? { kind: 'text_too_long', limit } : null;
}

export function nameRefusal(name: string, limit: number): ContactRefusal | null {
  if (name.trim() === '') return { kind: 'name_missing' };
  return [...name.trim()].length > limit ? { kind: 'name_too_long', limit } : null;
}
