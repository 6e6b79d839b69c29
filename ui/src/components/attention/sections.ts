// What stands where on the settings page. Each setting stands in one section; what it is called is in the words
// (`setting-…`), what it can be is in its value.
import Bell from '@lucide/svelte/icons/bell';
import BellOff from '@lucide/svelte/icons/bell-off';
import Keyboard from '@lucide/svelte/icons/keyboard';
import PanelsTopLeft from '@lucide/svelte/icons/panels-top-left';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Volume2 from '@lucide/svelte/icons/volume-2';
import type { Setting } from '../../generated/Setting';
import type { SettingRow } from '../../generated/SettingRow';
import type { SystemView } from '../../generated/SystemView';
import { isOn } from '../../state/settings';

export type SectionId = 'general' | 'flash' | 'notify' | 'sound' | 'quiet' | 'keyboard';

export interface Section {
  readonly id: SectionId;
  readonly icon: typeof Bell;
  readonly settings: readonly Setting[];
}

/** In two columns where there is room. */
export const COLUMNS: readonly (readonly Section[])[] = [
  [
    { id: 'general', icon: SlidersHorizontal, settings: ['language', 'theme', 'zoom', 'own_windows', 'targets_flat'] },
    { id: 'flash', icon: PanelsTopLeft, settings: ['flash', 'flash_consultations'] },
    { id: 'keyboard', icon: Keyboard, settings: ['shortcut', 'keys'] },
  ],
  [
    { id: 'notify', icon: Bell, settings: ['notify_invitations', 'notify_messages', 'notify_text'] },
    {
      id: 'sound',
      icon: Volume2,
      settings: ['sound_invitation', 'sound_message', 'sound_consultation', 'sound_idle', 'volume', 'sound_output', 'invitation_output'],
    },
    { id: 'quiet', icon: BellOff, settings: ['respect_system'] },
  ],
];

/** `own_windows` as Fluent has it. */
export function idOf(setting: Setting): string {
  return `setting-${setting.replaceAll('_', '-')}`;
}

/** Settings that need a sentence more. */
export const EXPLAINED: ReadonlySet<Setting> = new Set<Setting>([
  'flash',
  'notify_text',
  'sound_idle',
  'respect_system',
  'shortcut',
  'keys',
]);

/** Whether it does anything as the others stand. */
export function idles(setting: Setting, rows: readonly SettingRow[]): boolean {
  const on = (other: Setting) => isOn(other, rows);
  switch (setting) {
    case 'flash_consultations':
      return !on('flash');
    case 'notify_text':
      return !on('notify_invitations') && !on('notify_messages');
    case 'volume':
    case 'sound_output':
      return !on('sound_invitation') && !on('sound_message') && !on('sound_consultation');
    case 'sound_idle':
      return !on('sound_message') && !on('sound_consultation');
    case 'invitation_output':
      return !on('sound_invitation');
    case 'language':
    case 'theme':
    case 'zoom':
    case 'own_windows':
    case 'targets_flat':
    case 'flash':
    case 'notify_invitations':
    case 'notify_messages':
    case 'sound_invitation':
    case 'sound_message':
    case 'sound_consultation':
    case 'respect_system':
    case 'shortcut':
    case 'keys':
      return false;
  }
}

/** What this computer cannot do, or does in its own way: Fluent ids. */
export function notes(section: SectionId, { means, quiet }: SystemView): string[] {
  const out: string[] = [];
  const say = (so: boolean | undefined, id: string) => so && out.push(id);
  switch (section) {
    case 'flash':
      say(means?.flash === 'notification', 'means-flash-notification');
      say(means?.flash === 'dock', 'means-flash-dock');
      say(means?.badge === 'launcher', 'means-badge-launcher');
      say(means?.tray === false, 'means-tray-none');
      return out;
    case 'notify':
      say(means?.notifications === 'none', 'means-notifications-none');
      say(means?.notifications === 'plain', 'means-notifications-plain');
      return out;
    case 'sound':
      say(means?.sound === false, 'means-sound-none');
      say(means?.idle === false, 'means-idle-none');
      return out;
    case 'quiet':
      say(quiet === 'unreadable', 'means-quiet-unreadable');
      return out;
    case 'general':
    case 'keyboard':
      return out;
  }
}
