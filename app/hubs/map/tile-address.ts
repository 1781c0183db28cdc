import { boundary } from '../municipality-file.ts'

export type Tile = { z: number; y: number; x: number }

/** Streets can be read; deeper levels would fill the disk with every garden in the municipality. */
export const zoomLevels = { min: 7, max: 16 }
/** Tiles around the border, so that the map has no torn edge. */
const margin = 2

const column = (lon: number, z: number) => Math.floor(((lon + 180) / 360) * 2 ** z)
const row = (lat: number, z: number) => {
  const radians = (lat * Math.PI) / 180
  return Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * 2 ** z)
}

/** The tile that an address names, if it is one of the municipality's: nobody uses us as an open proxy for the world. */
export function tileOf(z: string, y: string, x: string): Tile | undefined {
  if (![z, y, x].every((part) => /^\d{1,6}$/.test(part))) return undefined
  const tile = { z: Number(z), y: Number(y), x: Number(x) }
  if (tile.z < zoomLevels.min || tile.z > zoomLevels.max) return undefined
  const [west, south, east, north] = boundary.bbox
  const near = (value: number, from: number, to: number) => value >= from - margin && value <= to + margin
  const inside =
    near(tile.x, column(west, tile.z), column(east, tile.z)) &&
    near(tile.y, row(north, tile.z), row(south, tile.z))
  return inside ? tile : undefined
}
