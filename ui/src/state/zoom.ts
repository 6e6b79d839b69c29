// How large everything in the windows is: in steps, as in a browser.
import type { SettingRow } from '../generated/SettingRow';

const STEPS = [80, 90, 100, 110, 125, 150, 175, 200] as const;
const USUAL = 100;

/** Larger, smaller, as designed. */
export type ZoomStep = 'in' | 'out' | 'reset';

/** None: it is as large, or as small, as it gets. */
export function zoomed(percent: number, step: ZoomStep): number | null {
  switch (step) {
    case 'in':
      return STEPS.find((other) => other > percent) ?? null;
    case 'out':
      return STEPS.findLast((other) => other < percent) ?? null;
    case 'reset':
      return percent === USUAL ? null : USUAL;
  }
}

export function zoomOf(rows: readonly SettingRow[] | undefined): number {
  for (const { value } of rows ?? []) if (value.kind === 'zoom') return value.percent;
  return USUAL;
}

/** So much of a turn is a step, in pixels: a notch of a wheel, or some way on a touchpad. */
const NOTCH = 50;

/** Adds up turns of the wheel until they are a step. */
export class Wheel {
  #turned = 0;

  turn(delta: number): ZoomStep | null {
    if (Math.sign(delta) !== Math.sign(this.#turned)) this.#turned = 0;
    this.#turned += delta;
    if (Math.abs(this.#turned) < NOTCH) return null;
    this.#turned = 0;
    return delta < 0 ? 'in' : 'out';
  }
}
