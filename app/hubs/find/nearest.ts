export type Point = { lat: number; lon: number }

const earthRadius = 6371
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Kilometres as the crow flies. */
export function kilometres(a: Point, b: Point): number {
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon)
  return 2 * earthRadius * Math.asin(Math.sqrt(h))
}

/** Nearest first; what has no known point comes last, in its own order. */
export function nearestFirst<T extends { lat: number | null; lon: number | null }>(
  places: readonly T[],
  from: Point,
): { place: T; km: number | null }[] {
  return places
    .map((place) => ({
      place,
      km:
        place.lat === null || place.lon === null
          ? null
          : kilometres(from, { lat: place.lat, lon: place.lon }),
    }))
    .sort((a, b) => (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY))
}
