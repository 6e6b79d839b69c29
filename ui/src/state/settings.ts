// What the agent has set, for whatever in a window follows a switch.
import type { Setting } from '../generated/Setting';
import type { SettingRow } from '../generated/SettingRow';

/** Whether that switch is on. A setting of another kind is not. */
export function isOn(setting: Setting, rows: readonly SettingRow[] | undefined): boolean {
  return rows?.some((row) => row.setting === setting && row.value.kind === 'switch' && row.value.on) ?? false;
}
