// The left column, of what it was and what has changed: a row that is as it was stays the very same object, and is not drawn
// again.
import type { CaseId } from '../generated/CaseId';
import type { ChatRow } from '../generated/ChatRow';
import type { ListChange } from '../generated/ListChange';
import type { ListView } from '../generated/ListView';

export function changedList(list: ListView, { rows, order, invitations, around }: ListChange): ListView {
  const known = new Map<CaseId, ChatRow>([...list.chats, ...list.consultations, ...rows].map((row) => [row.case, row]));
  const inOrder = (ids: readonly CaseId[]) => ids.flatMap((id) => known.get(id) ?? []);
  const as = (rows: readonly ChatRow[]) => rows.map((row) => row.case);
  const { chats, consultations } = order ?? { chats: as(list.chats), consultations: as(list.consultations) };
  return {
    ...list,
    ...around,
    invitations: invitations ?? list.invitations,
    chats: inOrder(chats),
    consultations: inOrder(consultations),
  };
}
