// The real backend: four Tauri commands and one ordered channel.
import { Channel, invoke } from '@tauri-apps/api/core';
import type { DecisionRow } from '../generated/DecisionRow';
import type { Targets } from '../generated/Targets';
import type { Update } from '../generated/Update';
import type { Backend } from './backend';

export const tauri: Backend = {
  async attach(onUpdate) {
    const channel = new Channel<Update>();
    channel.onmessage = onUpdate;
    await invoke('attach', { channel });
  },
  async execute(input) {
    await invoke('execute', { input });
  },
  findTargets(question) {
    return invoke<Targets>('find_targets', { question });
  },
  decisions() {
    return invoke<DecisionRow[]>('decisions');
  },
  onClosing(handOver) {
    // The program waits for the answer, but not for ever.
    window.addEventListener('konsil-closing', () => void handOver().finally(() => invoke('drafts_sent')));
  },
};
