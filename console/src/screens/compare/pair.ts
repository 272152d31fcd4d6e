import { occupancyOf } from '../../domain/measures.ts';
import type { PlacedEntity } from '../../domain/crossborder.ts';

/** The two to compare: as the address says, else one of here and one from across the border that have figures. */
export function choosePair(items: readonly PlacedEntity[], a: string | null, b: string | null): PlacedEntity[] {
  const byId = (id: string | null) => items.find((item) => item.entity.id === id);
  const alive = (item: PlacedEntity) => occupancyOf(item.entity) !== undefined;
  const local = (item: PlacedEntity) => item.origins.some((origin) => origin.local);
  const here = items.filter(local);
  const there = items.filter((item) => !local(item));
  const first = byId(a) ?? here.find(alive) ?? items[0];
  const second = byId(b) ?? there.find((item) => alive(item) && item !== first) ?? items.find((item) => item !== first);
  return [first, second].filter((item) => item !== undefined);
}
