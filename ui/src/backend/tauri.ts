// The real backend: a few Tauri commands and one ordered channel. Every text leaves a page here.
import { Channel, invoke } from '@tauri-apps/api/core';
import { wellFormed } from '../../shared/writing';
import type { DecisionRow } from '../generated/DecisionRow';
import type { FoundLines } from '../generated/FoundLines';
import type { Targets } from '../generated/Targets';
import type { TeamView } from '../generated/TeamView';
import type { TranscriptView } from '../generated/TranscriptView';
import type { Update } from '../generated/Update';
import type { Backend } from './backend';

/**
 * There the engine tells of its proposals where its own menu would open; that one is never shown (`os/linux/spelling.rs`).
 */
const WEBKIT_GTK = /linux/i.test(navigator.platform);
/** One that does not answer has nothing to say. */
const PATIENCE_MS = 300;

export const tauri: Backend = {
  async attach(onUpdate) {
    const channel = new Channel<Update>();
    channel.onmessage = onUpdate;
    await invoke('attach', { channel });
  },
  async execute(input) {
    await invoke('execute', { input: wellFormed(input) });
  },
  findTargets(question) {
    return invoke<Targets>('find_targets', { question: wellFormed(question) });
  },
  findTeam(question) {
    return invoke<TeamView>('find_team', { question: wellFormed(question) });
  },
  decisions() {
    return invoke<DecisionRow[]>('decisions');
  },
  readClipboard() {
    // The engine would refuse, or ask the agent first.
    return invoke<string>('read_clipboard');
  },
  spelling(event) {
    if (!WEBKIT_GTK) {
      event.preventDefault();
      return Promise.resolve(null);
    }
    return new Promise((resolve) => {
      const told = (event: Event) => done((event as CustomEvent<readonly string[] | null>).detail);
      const timer = setTimeout(() => done(null), PATIENCE_MS);
      function done(guesses: readonly string[] | null) {
        clearTimeout(timer);
        window.removeEventListener('konsil-spelling', told);
        resolve(guesses);
      }
      window.addEventListener('konsil-spelling', told);
    });
  },
  async learn(word) {
    await invoke('learn_word', { word });
  },
  findLines(question) {
    return invoke<FoundLines>('find_lines', { question });
  },
  transcript(question) {
    return invoke<TranscriptView>('transcript', { question });
  },
  saveText(file) {
    return invoke<boolean>('save_text', { file });
  },
  async openAddress(address) {
    await invoke('open_address', { address });
  },
  onClosing(handOver) {
    // The program waits for the answer, but not for ever.
    window.addEventListener('konsil-closing', () => void handOver().finally(() => invoke('drafts_sent')));
  },
};
