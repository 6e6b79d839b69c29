// Invitations as they lie in their layer, the oldest lowest. While the pointer is over them none moves: what is answered
// or has run out leaves its place empty until the pointer is gone, so that no press lands on the card that comes after.
import type { InvitationCard } from '../generated/InvitationCard';

export interface Slot {
  readonly invitation: string;
  /** None: the card is gone, its place is kept at that height. */
  readonly card: InvitationCard | null;
  readonly height: number;
}

export class InvitationStack {
  slots = $state.raw<readonly Slot[]>([]);
  #held = false;

  /** The cards that there are now; `heightOf` measures one that still lies there. */
  take(cards: readonly InvitationCard[], heightOf: (invitation: string) => number): void {
    const open = new Map(cards.map((card) => [card.invitation, card]));
    const stay = this.slots.map((slot) => {
      const card = open.get(slot.invitation) ?? null;
      open.delete(slot.invitation);
      return card === null && slot.card !== null
        ? { invitation: slot.invitation, card, height: heightOf(slot.invitation) }
        : { ...slot, card };
    });
    const fresh = [...open.values()].map((card) => ({ invitation: card.invitation, card, height: 0 }));
    this.slots = [...(this.#held ? stay : stay.filter((slot) => slot.card !== null)), ...fresh];
  }

  /** The pointer came over the layer, or left it. */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (!held && this.slots.some((slot) => slot.card === null)) this.slots = this.slots.filter((slot) => slot.card !== null);
  }
}
