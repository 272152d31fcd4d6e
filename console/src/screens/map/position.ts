import { geometryOf, positionPrecision, type Entity } from '../../domain/entity.ts';
import { number } from '../../format.ts';
import { t } from '../../i18n.ts';
import { boundsOf } from './cities.ts';

/** Latitude and longitude of a point, or of the middle of anything larger. */
export function position(entity: Entity): string | undefined {
  const geometry = geometryOf(entity);
  const bounds = geometry && boundsOf([geometry]);
  if (!bounds) return undefined;
  const [west, south, east, north] = bounds;
  const metres = positionPrecision(entity);
  const about = metres === undefined ? '' : ` ${t('position.approximate', { metres: number(metres) })}`;
  return t('position', { lat: number((south + north) / 2, 4, 4), lon: number((west + east) / 2, 4, 4) }) + about;
}
