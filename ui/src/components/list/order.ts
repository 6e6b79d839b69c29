// Rows do not move while pointer or focus is in the list: they keep the order they had when it came, new rows are put
// at the end, and what is gone is left out.

export function inHeldOrder<Row extends { readonly case: string }>(rows: readonly Row[], held: readonly string[] | null): readonly Row[] {
  if (!held) return rows;
  const place = new Map(held.map((id, index) => [id, index]));
  return rows.toSorted((a, b) => (place.get(a.case) ?? held.length) - (place.get(b.case) ?? held.length));
}
