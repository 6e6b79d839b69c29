// Words as a window says them: times, numbers, readers, and another language at once.
import { afterEach, describe, expect, test } from 'vitest';
import { FakeBackend } from '../src/backend/fake';
import { CASE } from '../src/backend/workday';
import { l10n } from '../src/l10n/l10n.svelte';
import { Desk, MAIN } from '../src/state/desk.svelte';

describe('words', () => {
  const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');
  afterEach(() => (l10n.language = 'de'));

  test('say a time of day for a moment, and a port without separators', () => {
    const at = new Date(2026, 9, 3, 14, 2).getTime();
    l10n.language = 'de';
    expect(plain(l10n.phrase({ id: 'chat-since', args: { queue: 'Rechnung', at } }))).toBe('Rechnung · seit 14:02');
    expect(plain(l10n.phrase({ id: 'practice-failed-port', args: { port: 47800 } }))).toContain('Port 47800 ');
    l10n.language = 'en';
    expect(plain(l10n.phrase({ id: 'chat-since', args: { queue: 'Billing', at } }))).toBe('Billing · since 14:02');
  });

  test('follow number and reader', () => {
    l10n.language = 'de';
    expect(plain(l10n.t('new-messages', { count: 1 }))).toBe('1 neue Nachricht');
    expect(plain(l10n.t('new-messages', { count: 3 }))).toBe('3 neue Nachrichten');
    expect(plain(l10n.phrase({ id: 'presence-ready', args: { chats: 0 } }))).toBe('Bereit');
    expect(plain(l10n.phrase({ id: 'agent-left-removed', args: { agent: 'Jana Becker', by: 'Katrin Richter', me: 'agent' } }))).toBe(
      'Katrin Richter hat Sie aus der Konferenz entfernt',
    );
    expect(plain(l10n.phrase({ id: 'agent-left-removed', args: { agent: 'Jana Becker', by: 'Katrin Richter', me: 'none' } }))).toBe(
      'Katrin Richter hat Jana Becker aus der Konferenz entfernt',
    );
  });

  test('fence what is filled in against the direction of the sentence', () => {
    expect(l10n.t('compose-private', { name: '\u202eevil' })).toContain('\u2068\u202eevil\u2069');
  });

  test('change the language at once', async () => {
    const fake = new FakeBackend('chat');
    const desk = new Desk(fake);
    await desk.attach();
    desk.composer(CASE, MAIN).edit('Entwurf', 7, 7);
    await desk.execute({ kind: 'set', setting: 'language', value: { kind: 'language', language: 'en' } });
    expect(l10n.t('send')).toBe('Send');
    expect(desk.composer(CASE, MAIN).text).toBe('Entwurf');
  });
});
